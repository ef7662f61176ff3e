/**
 * Runs the candidates of one question and prints a table.
 *
 * A candidate is a command that takes a text file and a number of rounds and prints one JSON line,
 * `{ "check": digest of its result, "milliseconds": [one for each round after a warm-up] }`.
 * An input may say how much it is, `{ count, unit }`, where that is not its bytes.
 * Candidates take turns, so that a machine that slows down slows all of them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { machine, machineLine, summary, writeResults } from "./report.mjs";

const TURNS = 4;
const ROUNDS_PER_TURN = 5;

export async function compare(name, { question, inputs, candidates }) {
  const where = machine();
  console.log(`${question}\n${machineLine(where)}`);
  const usable = candidates.filter(isThere);
  for (const { label } of candidates.filter((candidate) => !usable.includes(candidate)))
    console.log(`not run: ${label} (not on this machine)`);
  const results = inputs.map(({ label, file, amount }) => {
    const rounds = new Map(usable.map((candidate) => [candidate.label, []]));
    const checks = new Map();
    for (let turn = 0; turn < TURNS; turn++) {
      // Both orders, one after the other.
      for (const candidate of turn % 2 === 0 ? usable : usable.toReversed()) {
        const { check, milliseconds } = runCandidate(candidate, file);
        checks.set(candidate.label, check);
        rounds.get(candidate.label).push(...milliseconds);
      }
    }
    if (new Set(checks.values()).size !== 1)
      throw new Error(`${label}: the results differ: ${JSON.stringify([...checks])}`);
    return {
      label,
      bytes: statSync(file).size,
      amount,
      candidates: [...rounds].map(([candidate, times]) => ({ candidate, ...summary(times) })),
    };
  });
  print(results);
  writeResults(name, { question, machine: where, results });
}

/** @param candidate `needs` is a program, or a command that succeeds where the candidate can run */
function isThere({ needs }) {
  if (needs === undefined) return true;
  const [program, ...args] = Array.isArray(needs) ? needs : [needs, "--version"];
  return spawnSync(program, args).status === 0;
}

function runCandidate({ command }, file) {
  const [program, ...args] = command;
  const output = execFileSync(program, [...args, file, String(ROUNDS_PER_TURN)], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  return JSON.parse(output);
}

function print(results) {
  for (const { label, bytes, amount, candidates } of results) {
    const [{ median: ours }] = candidates;
    // An input without an amount of its own is so many bytes of text.
    const { count, unit } = amount ?? { count: bytes / 1e6, unit: "MB/s" };
    console.log(`\n${label}, ${amount === undefined ? `${count.toFixed(2)} MB` : `${count} ${unit.split("/")[0]}`}`);
    console.table(
      candidates.map(({ candidate, median, min, max }) => ({
        candidate,
        "median ms": Number(median.toFixed(2)),
        "min to max": `${min.toFixed(2)} to ${max.toFixed(2)}`,
        [unit]: Number((count / (median / 1e3)).toPrecision(4)),
        "times ours": Number((median / ours).toFixed(2)),
      })),
    );
  }
}
