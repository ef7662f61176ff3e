/** Many short texts: each line of a corpus is one call. */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { takeTurns } from "../turns.mjs";

const CASES = [
  ["cl100k_base", "english2m"],
  ["cl100k_base", "code2m"],
  ["cl100k_base", "multilingual2m"],
  ["o200k_base", "english2m"],
];

export const lines = {
  question: "How fast are many short lines, with one call each?",
  async *run() {
    for (const [encoding, name] of CASES) {
      const { label, file } = corpus(name);
      const timed = readFileSync(file, "utf8").split("\n");
      const { candidates: all, notRun } = await candidatesFor(encoding, skipSlow);
      const task = { warm: [], timed, rounds: 5, seconds: 2 };
      const outcomes = await takeTurns(encoding, all, task, { turns: 2 });
      const candidates = outcomes.map(({ turns, ...outcome }) =>
        outcome.failed === undefined
          ? { ...outcome, ...summary(turns.flatMap(({ milliseconds }) => milliseconds)) }
          : outcome,
      );
      const goals = ratioGoals({ candidates }, { npm: 4 });
      const bytes = statSync(file).size;
      yield {
        label: `${encoding}, ${label}, ${timed.length} lines`,
        unit: "ms",
        bytes,
        candidates,
        notRun,
        goals,
      };
    }
  },
};
