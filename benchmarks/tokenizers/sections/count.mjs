/** Counting, and what encoding takes in the same process, in turns. A package that can't count encodes. */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { withoutGpt2 } from "../plan.mjs";
import { takeTurns } from "../turns.mjs";

/** At most this share of the time that encoding takes. */
const SHARE = 0.9;

export const count = {
  question: "How fast are tokens counted, and how much less than encoding does it take?",
  async *run({ encodings, texts, turns: number, ...plan }) {
    const without = (candidate) => skipSlow(candidate) ?? (candidate.kind === "python" ? "has no count" : undefined);
    for (const encoding of withoutGpt2(encodings)) {
      for (const name of texts) {
        const { label, file } = corpus(name);
        const { candidates: all, notRun } = await candidatesFor(encoding, plan, without);
        const task = { timed: [readFileSync(file, "utf8")], rounds: 4, seconds: 2 };
        const outcomes = await takeTurns(encoding, all, task, { turns: number, program: "count" });
        const candidates = outcomes.map(({ turns, ...outcome }) =>
          outcome.failed === undefined
            ? { ...outcome, ...summary(turns.flatMap(({ counting }) => counting)) }
            : outcome,
        );
        const encode = summary(outcomes[0].turns.flatMap(({ encoding: times }) => times));
        const ratio = candidates[0].median / encode.median;
        yield {
          label: `${encoding}, ${label}`,
          unit: "ms",
          bytes: statSync(file).size,
          candidates: [...candidates, { candidate: "our encodeOrdinary", kind: "other", ...encode }],
          notRun,
          goals: [
            { against: "own encode", ratio, goal: `<= ${SHARE}`, reached: ratio <= SHARE },
            ...ratioGoals({ candidates }, goals.count[name]),
          ],
        };
      }
    }
  },
};
