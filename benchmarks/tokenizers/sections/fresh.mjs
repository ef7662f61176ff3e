/**
 * Text that the process has not seen, once its code is compiled: after a second of passes over the first
 * third of a corpus, ten slices of the other two thirds, each encoded once. Only what the language
 * repeats is remembered.
 *
 * The figure is the sum over the slices of each one's median over the turns.
 */
import { readFileSync } from "node:fs";
import { summary } from "../../report.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { ratioGoals } from "../../cases.mjs";
import { takeTurns } from "../turns.mjs";

const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];
const PYTHON_GOALS = { english2m: 3, code2m: 3, multilingual2m: 1.5 };
const [TURNS, SLICES, WARM_SECONDS] = [3, 10, 1];

export const fresh = {
  question: "How fast is text encoded that was not seen before, the code being warm?",
  async *run() {
    for (const encoding of ENCODINGS) {
      for (const name of Object.keys(PYTHON_GOALS)) {
        const { label, file } = corpus(name);
        const [warm, timed] = slices(readFileSync(file, "utf8"));
        const { candidates: all, notRun } = await candidatesFor(encoding, skipSlow);
        const task = { warm: [warm], warmSeconds: WARM_SECONDS, timed, rounds: 0, seconds: 0 };
        const outcomes = await takeTurns(encoding, all, task, { turns: TURNS });
        const candidates = outcomes.map(({ turns, ...outcome }) =>
          outcome.failed === undefined ? { ...outcome, ...sumOfSlices(turns) } : outcome,
        );
        const bytes = timed.reduce((sum, slice) => sum + Buffer.byteLength(slice), 0);
        const goals = ratioGoals({ candidates }, { npm: 6, python: PYTHON_GOALS[name] });
        yield { label: `${encoding}, ${label}`, unit: "ms", bytes, candidates, notRun, goals };
      }
    }
  },
};

/** The first third, and the rest in slices that end with a line. */
function slices(text) {
  const cut = (from) => (from >= text.length ? text.length : text.indexOf("\n", from) + 1 || text.length);
  const third = cut(Math.floor(text.length / 3));
  const size = Math.ceil((text.length - third) / SLICES);
  const timed = [];
  for (let start = third; start < text.length;) {
    const end = cut(start + size);
    timed.push(text.slice(start, end));
    start = end;
  }
  return [text.slice(0, third), timed];
}

function sumOfSlices(turns) {
  const slice = turns[0].firstPass.map((_, i) => summary(turns.map(({ firstPass }) => firstPass[i])));
  const sum = (field) => slice.reduce((total, one) => total + one[field], 0);
  return { median: sum("median"), min: sum("min"), max: sum("max"), rounds: sum("rounds") };
}
