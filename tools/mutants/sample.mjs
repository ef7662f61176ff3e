/**
 * Which mutants are tried: a seeded sample of all, each package's share in proportion to its lines of code, and within
 * a package every kind of change alike (else a third would be numbers).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mutantsOf, shownMutant } from "./mutations.mjs";
import { mulberry32 } from "../mulberry32.mjs";
import { shuffled } from "./shuffled.mjs";

/**
 * @returns {{ file: string, folder: string, operator: string, start: number, end: number, replacement: string,
 *   line: number, before: string, after: string }[]} every mutant of a package, one file after another
 */
export function mutantsOfPackage(root, { folder, sources }) {
  return sources.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return mutantsOf(file, text).map((mutant) => ({ file, folder, ...mutant, ...shownMutant(text, mutant) }));
  });
}

/** A sample of `count`, or all where there are no more. */
export function sampleMutants(root, packages, count, seed) {
  const random = mulberry32(seed);
  const rooms = packages.map((room) => {
    const lines = room.sources.reduce((sum, file) => sum + linesOfCode(readFileSync(join(root, file), "utf8")), 0);
    return { lines, mutants: inTurns(shuffled(mutantsOfPackage(root, room), random)) };
  });
  const total = rooms.reduce((sum, { lines }) => sum + lines, 0);
  // Rounded down, and what is left goes to the largest remainders.
  const shares = rooms.map(({ lines }) => (total === 0 ? 0 : (count * lines) / total));
  const counts = shares.map(Math.floor);
  const byRemainder = shares.map((share, i) => [share - Math.floor(share), i]).toSorted(([a], [b]) => b - a);
  const left = count - counts.reduce((sum, whole) => sum + whole, 0);
  for (const [, i] of byRemainder.slice(0, left)) counts[i]++;
  return shuffled(
    rooms.flatMap(({ mutants }, i) => mutants.slice(0, counts[i])),
    random,
  );
}

/** One of each operator after another, for as long as there are any. */
function inTurns(mutants) {
  const turns = new Map();
  return mutants
    .map((mutant) => {
      const turn = turns.get(mutant.operator) ?? 0;
      turns.set(mutant.operator, turn + 1);
      return { mutant, turn };
    })
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ mutant }) => mutant);
}

/** Lines that are neither empty nor all comment. */
function linesOfCode(text) {
  return text.split("\n").filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/\*|\*)/.test(line)).length;
}
