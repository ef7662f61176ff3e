/**
 * Fails where a package is packed with other contents than at an earlier commit and no changeset names it: it would
 * not be released. A changeset of a private package releases nothing, though it is built into the others.
 *
 * Usage: pnpm changeset:check [BASE]     by default where this branch left main, or on main the last release's tag
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, namedByChangesets, unnamedChanges } from "./packed-changes.mjs";
import { readPackages } from "./workspace.mjs";

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "windrow-changes-"));
const run = (cwd, command, ...args) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const git = (...args) => run(root, "git", ...args).trim();

/** The commit to compare with; undefined where git has none but this one. */
function baseOf(given) {
  const head = git("rev-parse", "HEAD");
  const attempts = [
    ...(given === undefined ? [] : [["merge-base", "HEAD", given]]),
    ["merge-base", "HEAD", "origin/main"],
    ["rev-list", "--max-count=1", "--tags=@windrow/*"],
  ];
  for (const args of attempts) {
    const { stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
    // Nothing where there is no such commit, branch or tag.
    if (stdout.trim() !== "" && stdout.trim() !== head) return stdout.trim();
  }
  return undefined;
}

/** Which changesets were written, or written on, since a commit; with those that git does not track yet. */
function changedSince(base) {
  const lines = [
    git("diff", "--name-only", base, "--", ".changeset"),
    git("ls-files", "--others", "--exclude-standard", "--", ".changeset"),
  ];
  const files = new Set(lines.flatMap((text) => text.split("\n")).map((path) => path.replace(/^.changeset\//, "")));
  return (file) => files.has(file);
}

/** Packs every published package of a workspace that has been built. */
function packed(workspace, to) {
  const found = new Map();
  for (const [name, { folder, version }] of readPackages(workspace)) {
    const unpacked = join(to, name);
    mkdirSync(unpacked, { recursive: true });
    const tarball = run(folder, "pnpm", "pack", "--pack-destination", to).trim().split("\n").at(-1);
    run(to, "tar", "-xzf", tarball, "--strip-components=1", "-C", unpacked);
    found.set(name, { digest: digestOf(unpacked), version });
  }
  return found;
}

/** The workspace at a commit, installed and built. */
function builtAt(commit) {
  const folder = join(scratch, "base");
  mkdirSync(folder);
  const archive = join(scratch, "base.tar");
  git("archive", "--output", archive, commit);
  run(folder, "tar", "-xf", archive);
  // Its tools may ask git which files there are.
  run(folder, "git", "init", "--quiet");
  run(folder, "pnpm", "install", "--frozen-lockfile", "--silent");
  run(folder, "pnpm", "run", "build");
  return folder;
}

try {
  const base = baseOf(process.argv[2]);
  if (base === undefined) console.log("There is no earlier commit to compare with.");
  else {
    const before = packed(builtAt(base), join(scratch, "before"));
    const after = packed(root, join(scratch, "after"));
    const unnamed = unnamedChanges(before, after, namedByChangesets(join(root, ".changeset"), changedSince(base)));
    for (const name of unnamed)
      console.error(
        `${name} is packed otherwise than at ${base.slice(0, 10)}, and no changeset names it: pnpm changeset`,
      );
    if (unnamed.length > 0) process.exitCode = 1;
    else console.log(`Every package that changed since ${base.slice(0, 10)} is named by a changeset.`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
