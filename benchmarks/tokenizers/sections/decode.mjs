/**
 * Decoding ids that the process has not decoded before, the code being warm and the text being used.
 * Beside it what making that string takes when its bytes lie ready.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeBinary } from "../../node-binary.mjs";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { slices, sumOfSlices } from "../slices.mjs";
import { withoutGpt2 } from "../plan.mjs";
import { takeTurns } from "../turns.mjs";

const program = join(import.meta.dirname, "../../candidates/tokenizers/string-alone.mjs");
const STRINGS = ["utf8", "utf16"].map((form) => ({
  label: `the string alone, from ${form === "utf8" ? "UTF-8" : "UTF-16"}`,
  kind: "other",
  command: () => [nodeBinary, program, form],
}));
/** At least this share of the speed at which the faster of these builds the string. */
const SHARE = 0.7;

export const decode = {
  question: "How fast are ids decoded that were not seen before, the text being written as UTF-8 afterwards?",
  async *run({ encodings, texts, turns, warmSeconds, ...plan }) {
    for (const encoding of withoutGpt2(encodings)) {
      for (const name of texts) {
        const { label, file } = corpus(name);
        const { candidates: all, notRun } = await candidatesFor(encoding, plan, skipSlow);
        const [warm, timed] = slices(readFileSync(file, "utf8"));
        // Whether ours are right is checked where encoding is timed.
        const { encode } = await import(pathToFileURL(all[0].entry));
        const withIds = (text) => ({ ids: Array.from(encode(text)), text });
        const task = { warm: [withIds(warm)], warmSeconds, timed: timed.map(withIds) };
        const outcomes = await takeTurns(encoding, [...all, ...STRINGS], task, { turns, program: "decode" });
        const candidates = outcomes.map(decoded);
        const bytes = timed.reduce((sum, slice) => sum + Buffer.byteLength(slice), 0);
        yield {
          label: `${encoding}, ${label}`,
          unit: "ms",
          bytes,
          candidates,
          notRun,
          goals: [shareGoal(candidates), ...ratioGoals({ candidates }, goals.decode[name])],
        };
      }
    }
  },
};

function shareGoal(candidates) {
  const [first] = candidates.filter(({ kind }) => kind === "other").toSorted((a, b) => a.median - b.median);
  const ratio = first.median / candidates[0].median;
  return { against: first.candidate, ratio, goal: `>= ${SHARE}`, reached: ratio >= SHARE };
}

function decoded({ turns, ...outcome }) {
  if (outcome.failed !== undefined) return outcome;
  const isEqual = turns.every((turn) => turn.isEqual);
  if (!isEqual && ["ours", "twin"].includes(outcome.kind)) throw new Error("Our decoded text is not the text.");
  return { ...outcome, ...sumOfSlices(turns), ids: isEqual ? "text equal" : "another text" };
}
