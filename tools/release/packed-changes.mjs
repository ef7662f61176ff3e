/** Which packages are packed with other contents than before, and which of them no changeset names. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a release itself changes: versions, and the ranges of the workspace's own packages. */
function withoutVersions(text) {
  const manifest = { ...JSON.parse(text), version: "" };
  for (const kind of ["dependencies", "peerDependencies", "devDependencies"]) {
    for (const name of Object.keys(manifest[kind] ?? {}))
      if (/^(?:@windrow\/|windrow$)/.test(name)) manifest[kind][name] = "";
  }
  return JSON.stringify(manifest);
}

/** One digest over all files of an unpacked package, but for what a release changes. */
export function digestOf(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  for (const path of paths) {
    const name = path.slice(folder.length + 1).replaceAll("\\", "/");
    if (name === "CHANGELOG.md") continue;
    const content = readFileSync(path);
    hash
      .update(`${name}\0`)
      .update(name === "package.json" ? withoutVersions(content.toString()) : content)
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * The packages that the changesets in a folder name.
 * @param isNew whether a changeset, by its file's name, is about this change; older ones are about others
 */
export function namedByChangesets(folder, isNew = () => true) {
  const names = new Set();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (!file.endsWith(".md") || file === "README.md" || !isNew(file)) continue;
    const [, matter = ""] = /^---\n(.*?)^---$/ms.exec(readFileSync(join(folder, file), "utf8")) ?? [];
    for (const [, name] of matter.matchAll(/^["']?([^"'\n]+)["']?: (?:major|minor|patch)$/gm)) names.add(name);
  }
  return names;
}

/**
 * @param before packages by their names, `{ digest, version }`, as they were
 * @param after the same as they are
 * @param named what changesets name
 * @returns the names of those that are packed otherwise, have the version they had, and are named by no changeset
 */
export function unnamedChanges(before, after, named) {
  return [...after]
    .filter(([name, { digest, version }]) => {
      const old = before.get(name);
      return digest !== old?.digest && version === (old?.version ?? version) && !named.has(name);
    })
    .map(([name]) => name);
}
