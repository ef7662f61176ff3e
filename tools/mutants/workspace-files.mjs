/** What of a workspace can be mutated: the TypeScript in the `src` of its packages, but for generated files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { roomsOf } from "../rooms.mjs";

/**
 * @param {string} root of the workspace
 * @param {readonly string[]} wanted names of packages, with their scope or without, or of their folders; none means all
 * @returns {{ name: string, folder: string, build: string | undefined, sources: string[], tests: string[] }[]} paths
 *   relative to the root, with slashes
 */
export function packagesOf(root, wanted) {
  const all = manifestsOf(root)
    .filter(({ folder }) => existsSync(join(root, folder, "test")))
    .map(({ folder, name, scripts }) => {
      const sources = filesBelow(root, `${folder}/src`).filter((path) => isMutable(root, path));
      const tests = filesBelow(root, `${folder}/test`).filter((path) => /(?<!\.(long|browser))\.test\.ts$/.test(path));
      return { name, folder, build: scripts?.build, sources, tests };
    });
  const isMeant = ({ name, folder }, word) =>
    [name, folder].some((known) => known === word || known.endsWith(`/${word}`));
  for (const word of wanted) {
    if (all.some((room) => isMeant(room, word))) continue;
    throw new Error(`There is no package "${word}" with tests. Those are: ${all.map(({ name }) => name).join(", ")}.`);
  }
  return wanted.length === 0 ? all : all.filter((room) => wanted.some((word) => isMeant(room, word)));
}

/** The package.json of every package, with its folder. */
export function manifestsOf(root) {
  return roomsOf(root).map((folder) => ({
    ...JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
    folder,
  }));
}

function isMutable(root, path) {
  if (!path.endsWith(".ts") || path.endsWith(".d.ts")) return false;
  return !readFileSync(join(root, path), "utf8").slice(0, 2000).includes("@generated");
}

/** Every file below a folder, sorted. */
function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    })
    .toSorted();
}
