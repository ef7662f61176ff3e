/** The rooms of the workspace that are packages: what stands in packages/, packages/compat/ and apps/. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The folders that have a package in each of theirs. */
export const FLOORS = ["packages", "packages/compat", "apps"];

/**
 * @param {string} root the workspace
 * @returns {string[]} folders with a package.json, relative to it with slashes: `packages/random`, `packages/compat/tiktoken`
 */
export function roomsOf(root) {
  return FLOORS.filter((floor) => existsSync(join(root, floor)))
    .flatMap((floor) => readdirSync(join(root, floor)).map((room) => `${floor}/${room}`))
    .filter((room) => existsSync(join(root, room, "package.json")));
}

/**
 * @param {string} path relative to the workspace, with slashes
 * @returns {string} the room that it lies in: `packages/random` of `packages/random/src/index.ts`
 */
export function roomOfPath(path) {
  return path.split("/", path.startsWith("packages/compat/") ? 3 : 2).join("/");
}
