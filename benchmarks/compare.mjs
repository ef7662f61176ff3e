/**
 * Runs the candidates of one question and prints a table.
 *
 * A candidate is a command that takes a text file and a number of rounds and prints one JSON line,
 * `{ "check": digest of its result, "milliseconds": [one for each round after a warm-up] }`.
 * Candidates take turns, so that a machine that slows down slows all of them. `needs` is a program,
 * or a command, that has to succeed for the candidate to take part; who does not is named. A slow one
 * may say up to how many bytes of input it is run, `upTo`. An input may say what a round has in it,
 * `items: { name, count }`; else the figure is MB/s of the file.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { machine, machineLine, summary, writeResults } from "./report.mjs";

const TURNS = 4;
const ROUNDS_PER_TURN = 5;

/** @param benchmark.setUp is awaited first; turns and roundsPerTurn: for rounds that take long; turns are even, for both orders */
export async function compare(name, benchmark) {
  const { question, inputs, candidates, setUp, turns = TURNS, roundsPerTurn = ROUNDS_PER_TURN } = benchmark;
  await setUp?.();
  const where = machine();
  console.log(`${question}\n${machineLine(where)}`);
  const usable = candidates.filter(({ needs }) => needs === undefined || isThere(needs));
  const notRun = candidates.filter((candidate) => !usable.includes(candidate));
  for (const { label, needs } of notRun) console.log(`not run: ${label} (needs ${[needs].flat().join(" ")})`);
  const results = inputs.map(({ label, file, items }) => {
    const running = usable.filter(({ upTo = Infinity }) => statSync(file).size <= upTo);
    const rounds = new Map(running.map((candidate) => [candidate.label, []]));
    const checks = new Map();
    for (let turn = 0; turn < turns; turn++) {
      // Both orders, one after the other.
      for (const candidate of turn % 2 === 0 ? running : running.toReversed()) {
        const { check, milliseconds } = runCandidate(candidate, file, roundsPerTurn);
        checks.set(candidate.label, check);
        rounds.get(candidate.label).push(...milliseconds);
      }
    }
    if (new Set(checks.values()).size !== 1)
      throw new Error(`${label}: the results differ: ${JSON.stringify([...checks])}`);
    return {
      label,
      bytes: statSync(file).size,
      items,
      candidates: [...rounds].map(([candidate, times]) => ({ candidate, ...summary(times) })),
    };
  });
  print(results);
  writeResults(name, { question, machine: where, results });
}

function isThere(needs) {
  const [program, ...args] = typeof needs === "string" ? [needs, "--version"] : needs;
  return spawnSync(program, args).status === 0;
}

function runCandidate({ command }, file, rounds) {
  const [program, ...args] = command;
  const output = execFileSync(program, [...args, file, String(rounds)], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  return JSON.parse(output);
}

function print(results) {
  for (const { label, bytes, items, candidates } of results) {
    const [{ median: ours }] = candidates;
    console.log(`\n${label}, ${(bytes / 1e6).toFixed(2)} MB`);
    console.table(
      candidates.map(({ candidate, median, min, max }) => ({
        candidate,
        "median ms": Number(median.toFixed(2)),
        "min to max": `${min.toFixed(2)} to ${max.toFixed(2)}`,
        ...(items === undefined
          ? { "MB/s": Number((bytes / 1e3 / median).toFixed(1)) }
          : { [`${items.name}/s`]: Math.round((items.count * 1000) / median) }),
        "times ours": Number((median / ours).toFixed(2)),
      })),
    );
  }
}
