/** What every benchmark prints and writes: the machine, the median with its spread, the results file. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const folder = join(import.meta.dirname, "results");

/** The machine and the state of the code, without which figures say nothing. */
export function machine() {
  const git = (...args) => execFileSync("git", args, { encoding: "utf8", cwd: import.meta.dirname }).trim();
  const changed = git("status", "--porcelain") === "" ? "" : " with changes";
  const commit = `${git("rev-parse", "--short", "HEAD")}${changed}`;
  return { cpu: cpus()[0].model, cores: cpus().length, node: process.version, commit };
}

export function machineLine({ cpu, cores, node, commit }) {
  return `${cpu}, ${cores} cores, Node ${node}, commit ${commit}`;
}

/** Median, spread and number of rounds of a list of times. */
export function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/** What results/NAME.json has now, or undefined. */
export function readResults(name) {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function writeResults(name, results) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 2)}\n`);
}
