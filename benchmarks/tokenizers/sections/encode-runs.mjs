/**
 * The runs behind three sections: `start` (from the import to the ids of 2 MB), `first` (those 2 MB
 * alone, everything being loaded) and `steady` (the same text again). Each process reports all
 * three, so that no run is made twice.
 */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, slowOnEnglish } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { takeTurns } from "../turns.mjs";

/** Four rounds in each process; a candidate of more than half a second a round makes fewer. */
const [ROUNDS, SECONDS] = [4, 2];

/** The three sections, which share their runs. */
export function encodeSections() {
  const runs = new Map();
  async function* cases(section, pick, plan) {
    for (const encoding of plan.encodings) {
      for (const name of plan.texts) {
        const key = `${encoding} ${name}`;
        if (!runs.has(key)) runs.set(key, await encodeRun(encoding, name, plan));
        const { outcomes, ...rest } = runs.get(key);
        const candidates = outcomes.map(({ turns, ...outcome }) =>
          outcome.failed === undefined ? { ...outcome, ...summary(turns.flatMap(pick)) } : outcome,
        );
        yield { ...rest, unit: "ms", candidates, goals: ratioGoals({ candidates }, goals[section][name]) };
      }
    }
  }
  return {
    start: {
      question: "How long is it in a fresh process from the import to the ids of 2 MB?",
      run: (plan) => cases("start", ({ loading, firstPass }) => loading + firstPass[0], plan),
    },
    first: {
      question: "How fast are the first 2 MB of a process, the package and its vocabulary being loaded?",
      run: (plan) => cases("first", ({ firstPass }) => firstPass, plan),
    },
    steady: {
      question: "How fast is the same text encoded again?",
      run: (plan) => cases("steady", ({ milliseconds }) => milliseconds, plan),
    },
  };
}

async function encodeRun(encoding, name, { turns, ...plan }) {
  const { label, file } = corpus(name);
  const { candidates, notRun } = await candidatesFor(encoding, plan, slowOnEnglish(name));
  const timed = [readFileSync(file, "utf8")];
  const task = { warm: [], timed, rounds: ROUNDS, seconds: SECONDS };
  // Only a real corpus has golden ids.
  const golden = label === name ? name : undefined;
  const outcomes = await takeTurns(encoding, candidates, task, { turns, corpus: golden });
  return { label: `${encoding}, ${label}`, bytes: statSync(file).size, outcomes, notRun };
}
