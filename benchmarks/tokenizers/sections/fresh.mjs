/**
 * Text that the process has not seen, once its code is compiled: after a second of passes over the first
 * third of a corpus, the other two thirds, each encoded once. Only what the language repeats is remembered.
 */
import { readFileSync } from "node:fs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { slices, sumOfSlices } from "../slices.mjs";
import { takeTurns } from "../turns.mjs";

export const fresh = {
  question: "How fast is text encoded that was not seen before, the code being warm?",
  async *run({ encodings, texts, turns: number, warmSeconds, ...plan }) {
    for (const encoding of encodings) {
      for (const name of texts) {
        const { label, file } = corpus(name);
        const [warm, timed] = slices(readFileSync(file, "utf8"));
        const { candidates: all, notRun } = await candidatesFor(encoding, plan, skipSlow);
        const task = { warm: [warm], warmSeconds, timed, rounds: 0, seconds: 0 };
        const outcomes = await takeTurns(encoding, all, task, { turns: number });
        const candidates = outcomes.map(({ turns, ...outcome }) =>
          outcome.failed === undefined ? { ...outcome, ...sumOfSlices(turns) } : outcome,
        );
        const bytes = timed.reduce((sum, slice) => sum + Buffer.byteLength(slice), 0);
        yield {
          label: `${encoding}, ${label}`,
          unit: "ms",
          bytes,
          candidates,
          notRun,
          goals: ratioGoals({ candidates }, goals.fresh[name]),
        };
      }
    }
  },
};
