/** How long a text is, where that is known before it is read: for the time that is left, and for who gets it to count. */
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
