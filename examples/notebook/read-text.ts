/** The notebook's text: a file of yours, else "The Verdict" where it is, else the story that ships with the demo. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param path a file, relative to where the person stands; without one, the default text */
export function readText(path: string | undefined): string {
  return readFileSync(path ?? findDefault(), "utf8");
}

function findDefault(): string {
  // The terminal tool's package, whatever folder this file was compiled into.
  const tool = fileURLToPath(new URL("../", import.meta.resolve("windrow")));
  const corpora = process.env.WINDROW_CORPORA ?? join(tool, "../../../shared/corpora");
  const verdict = join(corpora, "the-verdict.txt");
  return existsSync(verdict) ? verdict : join(tool, "texts/the-long-field.txt");
}
