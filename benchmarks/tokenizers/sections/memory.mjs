/** The most memory that a process has had after it has encoded 2 MB of English once. */
import { readFileSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { memoryGoals } from "../goals.mjs";
import { takeTurns } from "../turns.mjs";

export const memory = {
  question: "What is the peak memory (resident set) of a process that encodes 2 MB of English?",
  async *run({ encodings, turns: number, ...plan }) {
    const encoding = "o200k_base";
    if (!encodings.includes(encoding)) return;
    const { label, file } = corpus("english2m");
    const { candidates: all, notRun } = await candidatesFor(encoding, plan);
    const task = { warm: [], timed: [readFileSync(file, "utf8")], rounds: 0, seconds: 0 };
    const outcomes = await takeTurns(encoding, all, task, { turns: number });
    const candidates = outcomes.map(({ turns, ...outcome }) =>
      outcome.failed === undefined
        ? { ...outcome, ...summary(turns.map(({ peakMegabytes }) => peakMegabytes)) }
        : outcome,
    );
    yield {
      label: `${encoding}, ${label}`,
      unit: "MB",
      candidates,
      notRun,
      goals: ratioGoals({ candidates }, memoryGoals),
    };
  },
};
