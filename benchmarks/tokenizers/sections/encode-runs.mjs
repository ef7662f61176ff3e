/**
 * The runs behind two sections, `steady` (the same text again and again) and `first` (the first
 * call of a fresh process): each process reports both, so that no run is made twice.
 */
import { readFileSync, statSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, slowOnEnglish } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { takeTurns } from "../turns.mjs";

const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];
const CORPORA = ["english2m", "code2m", "multilingual2m"];
/** Three turns of four rounds; a candidate of more than half a second a round makes fewer. */
const [TURNS, ROUNDS, SECONDS] = [3, 4, 2];

const runs = new Map();

async function encodeRun(encoding, name) {
  const { label, file } = corpus(name);
  const { candidates, notRun } = await candidatesFor(encoding, slowOnEnglish(name));
  const timed = [readFileSync(file, "utf8")];
  const task = { warm: [], timed, rounds: ROUNDS, seconds: SECONDS };
  // Only a real corpus has golden ids.
  const golden = label === name ? name : undefined;
  const outcomes = await takeTurns(encoding, candidates, task, { turns: TURNS, corpus: golden });
  return { label: `${encoding}, ${label}`, bytes: statSync(file).size, outcomes, notRun };
}

async function* cases(pick, wanted) {
  for (const encoding of ENCODINGS) {
    for (const name of CORPORA) {
      const key = `${encoding} ${name}`;
      if (!runs.has(key)) runs.set(key, await encodeRun(encoding, name));
      const { outcomes, ...rest } = runs.get(key);
      const candidates = outcomes.map(({ turns, ...outcome }) =>
        outcome.failed === undefined ? { ...outcome, ...summary(turns.flatMap(pick)) } : outcome,
      );
      yield { ...rest, unit: "ms", candidates, goals: ratioGoals({ candidates }, wanted(encoding)) };
    }
  }
}

export const steady = {
  question: "How fast is the same text encoded again?",
  run: () =>
    cases(
      ({ milliseconds }) => milliseconds,
      (encoding) => ({ npm: encoding === "o200k_base" ? 6 : 5 }),
    ),
};

export const first = {
  question:
    "How long does the first call of a fresh process take? (The import is not counted; a vocabulary that is built by the call is.)",
  run: () =>
    cases(
      ({ firstPass }) => firstPass,
      () => ({ npm: 3 }),
    ),
};
