/** Many short texts: each line of a corpus is one call. */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { withoutGpt2 } from "../plan.mjs";
import { takeTurns } from "../turns.mjs";

export const lines = {
  question: "How fast are many short lines, with one call each?",
  async *run({ encodings, texts, turns: number, ...plan }) {
    for (const encoding of withoutGpt2(encodings)) {
      for (const name of texts) {
        const { label, file } = corpus(name);
        const timed = readFileSync(file, "utf8").split("\n");
        const { candidates: all, notRun } = await candidatesFor(encoding, plan, skipSlow);
        const task = { warm: [], timed, rounds: 5, seconds: 2 };
        const outcomes = await takeTurns(encoding, all, task, { turns: number });
        const candidates = outcomes.map(({ turns, ...outcome }) =>
          outcome.failed === undefined
            ? { ...outcome, ...summary(turns.flatMap(({ milliseconds }) => milliseconds)) }
            : outcome,
        );
        yield {
          label: `${encoding}, ${label}, ${timed.length} lines`,
          unit: "ms",
          bytes: statSync(file).size,
          candidates,
          notRun,
          goals: ratioGoals({ candidates }, goals.lines[name]),
        };
      }
    }
  },
};
