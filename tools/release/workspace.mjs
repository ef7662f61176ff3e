/** A copy of the workspace, in which releases are made without a trace in the original. */
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { roomsOf } from "../rooms.mjs";
import { run } from "./run.mjs";

/** Copies what git knows or would add, changes that are not committed included, as a repository of its own. */
export async function copyWorkspace(root, to) {
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(root, file), join(to, file));
  }
  await commit(to, "init", "the workspace");
}

/** Changesets reads git; its history begins here. */
export async function commit(folder, ...[first, message]) {
  const git = (...args) =>
    run("git", ["-c", "user.name=verify", "-c", "user.email=verify@localhost", ...args], { cwd: folder });
  if (first === "init") await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--no-verify", "--message", message ?? first);
}

/** The published packages of a workspace: name to folder, version and manifest. */
export function readPackages(root) {
  const rooms = roomsOf(root).map((room) => join(root, room));
  return new Map(
    rooms
      .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
      .filter(({ manifest }) => !manifest.private)
      .map(({ folder, manifest }) => [manifest.name, { folder, manifest, version: manifest.version }]),
  );
}
