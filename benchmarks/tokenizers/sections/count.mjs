/** Counting against encoding, ours, in one process and in turns. */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor } from "../candidates.mjs";
import { takeTurns } from "../turns.mjs";

/** Two equal things differ by as much on a machine with other work. */
const NOISE = 1.03;

export const count = {
  question: "Is countTokens no slower than encode?",
  async *run() {
    for (const encoding of ["cl100k_base", "gpt2", "o200k_base"]) {
      for (const name of ["english2m", "code2m", "multilingual2m"]) {
        const { label, file } = corpus(name);
        const { candidates } = await candidatesFor(encoding);
        const ours = candidates.filter(({ kind }) => kind === "ours");
        const task = { timed: [readFileSync(file, "utf8")], rounds: 12, seconds: 3 };
        const [{ turns }] = await takeTurns(encoding, ours, task, { program: "count" });
        const counting = summary(turns[0].counting);
        const encode = summary(turns[0].encoding);
        const ratio = encode.median / counting.median;
        yield {
          label: `${encoding}, ${label}`,
          unit: "ms",
          bytes: statSync(file).size,
          candidates: [
            { candidate: "countTokens", kind: "ours", ...counting },
            { candidate: "encodeOrdinary", kind: "other", ...encode },
          ],
          goals: [{ against: "own encode", ratio, goal: ">= 1, less 3 % of noise", reached: ratio * NOISE >= 1 }],
        };
      }
    }
  },
};
