/** The length of a text, if it is known before reading: to estimate the time left, and to share files between threads. */
import { statSync } from "node:fs";
import { isStandardInput } from "./byte-chunks.ts";
import { GIVEN_TEXT } from "./inputs.ts";

/** Bytes of a regular file; undefined of anything else, and of what is not there: reading it says why. */
export function fileSize(path: string): number | undefined {
  if (isStandardInput(path) || path === GIVEN_TEXT) return undefined;
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isFile() ? Number(stats.size) : undefined;
  } catch {
    return undefined;
  }
}
