/** The Node that candidates run in: the one of this process, or the program that NODE_BINARY names. */
import { execFileSync } from "node:child_process";

export const nodeBinary = process.env.NODE_BINARY ?? process.execPath;

/** Its version, as `process.version` has it. */
export function nodeVersion() {
  return nodeBinary === process.execPath
    ? process.version
    : execFileSync(nodeBinary, ["--version"], { encoding: "utf8" }).trim();
}
