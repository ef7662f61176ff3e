/**
 * Mutants that change nothing that can be seen, with the reason: they are neither tried nor shown. An entry is found
 * again by its file and the lines before and after, wherever in the file they have moved.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FILE = "tools/mutants/equivalent.json";
const keyOf = ({ file, before, after }) => JSON.stringify([file, before, after]);

/** @param {string} root of the workspace, which may have no such list */
export function readEquivalent(root) {
  const path = join(root, FILE);
  const entries = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
  for (const entry of entries) {
    for (const field of ["file", "before", "after", "reason"]) {
      if (typeof entry[field] === "string" && entry[field] !== "") continue;
      throw new Error(`An entry of ${FILE} has no "${field}": ${JSON.stringify(entry)}`);
    }
  }
  const keys = new Set(entries.map(keyOf));
  return {
    has: (mutant) => keys.has(keyOf(mutant)),
    /** Entries that no mutant of these fits: their line has changed. */
    stale(packages, mutants) {
      const present = new Set(mutants.map(keyOf));
      const folders = packages.map(({ folder }) => `${folder}/`);
      const isHere = ({ file }) => folders.some((folder) => file.startsWith(folder));
      return entries.filter((entry) => isHere(entry) && !present.has(keyOf(entry)));
    },
  };
}
