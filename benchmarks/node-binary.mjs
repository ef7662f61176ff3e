/** The Node that candidates run in: the one of this process, or the program that NODE_BINARY names. */
import { execFileSync } from "node:child_process";

export const nodeBinary = process.env.NODE_BINARY ?? process.execPath;

/** The version of a Node, as `process.version` has it. */
export function nodeVersion(binary = nodeBinary) {
  return binary === process.execPath
    ? process.version
    : execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
}
