/**
 * How fast are normals and permutations, against torch on one thread?
 *
 * torch takes part where `python3`, or the program that the environment variable PYTHON names, can
 * import it.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { summary } from "./report.mjs";

const python = process.env.PYTHON ?? "python3";
const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
const ours = { candidate: "@windrow/random", kind: "ours", command: ["node", "candidates/random/windrow.mjs"] };
const torch = {
  candidate: `torch ${stdout?.trim()}, 1 thread`,
  kind: "python",
  command: [python, "candidates/random/torch-cpu.py"],
};
const candidates = status === 0 ? [ours, torch] : [ours];
const notRun = status === 0 ? [] : [`torch (${python} cannot import it)`];

const TURNS = 6;
const ROUNDS_PER_TURN = 5;

/** A section: one table for each call, all of n values. */
const section = (question, n, most, calls) => ({
  question,
  *run() {
    for (const [call, label] of Object.entries(calls)) {
      const timed = takeTurns(call, n);
      yield { label: `${label}, ${n} values`, unit: "ms", candidates: timed, notRun, goals: goals(timed, most) };
    }
  },
});

function takeTurns(call, n) {
  const rounds = new Map(candidates.map(({ candidate }) => [candidate, []]));
  const checks = new Map();
  for (let turn = 0; turn < TURNS; turn++) {
    // Both orders, one after the other.
    for (const { candidate, command } of turn % 2 === 0 ? candidates : candidates.toReversed()) {
      const [program, ...args] = [...command, call, String(n), String(ROUNDS_PER_TURN)];
      const output = execFileSync(program, args, { encoding: "utf8", cwd: import.meta.dirname });
      const { check, milliseconds } = JSON.parse(output);
      checks.set(candidate, check);
      rounds.get(candidate).push(...milliseconds);
    }
  }
  if (new Set(checks.values()).size !== 1)
    throw new Error(`${call}: the results differ: ${JSON.stringify([...checks])}`);
  return candidates.map(({ candidate, kind }) => ({ candidate, kind, ...summary(rounds.get(candidate)) }));
}

/** @param most how many times torch's time ours may take */
function goals([mine, theirs], most) {
  if (theirs === undefined) return [];
  const times = (figure) => ({ unit: "times its time", goal: `<= ${most}`, figure, reached: figure <= most });
  return [
    { against: "torch", ...times(mine.median / theirs.median) },
    { against: "torch, minima", ...times(mine.min / theirs.min) },
  ];
}

export const benchmark = {
  question: "How fast are normals and permutations, against torch on one thread?",
  sections: {
    normals: section("A table of 50257 x 256 float32 normals: fresh, and into a given array", 50257 * 256, 8, {
      randn: "randn(n)",
      normal: "normal(array, mean 0, std 0.02)",
    }),
    permutations: section("Ten million indices in random order", 10_000_000, 2, { randperm: "randperm(n)" }),
    small: section("A batch's worth of normals, 10,000 calls", 1024, 8, { small: "randn(n)" }),
  },
};
