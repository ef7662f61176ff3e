/** Decoding ids that the process has not decoded before, the code being warm and the text being used. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { corpus } from "../../texts.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { ratioGoals } from "../../cases.mjs";
import { slices, sumOfSlices } from "../slices.mjs";
import { takeTurns } from "../turns.mjs";

export const decode = {
  question: "How fast are ids decoded that were not seen before, the text being written as UTF-8 afterwards?",
  async *run({ encodings, texts, turns, warmSeconds, ...plan }) {
    for (const encoding of encodings) {
      for (const name of texts) {
        const { label, file } = corpus(name);
        const { candidates: all, notRun } = await candidatesFor(encoding, plan, skipSlow);
        const [warm, timed] = slices(readFileSync(file, "utf8"));
        // Whether ours are right is checked where encoding is timed.
        const { encode } = await import(pathToFileURL(all[0].entry));
        const withIds = (text) => ({ ids: Array.from(encode(text)), text });
        const task = { warm: [withIds(warm)], warmSeconds, timed: timed.map(withIds) };
        const outcomes = await takeTurns(encoding, all, task, { turns, program: "decode" });
        const candidates = outcomes.map(decoded);
        const bytes = timed.reduce((sum, slice) => sum + Buffer.byteLength(slice), 0);
        yield {
          label: `${encoding}, ${label}`,
          unit: "ms",
          bytes,
          candidates,
          notRun,
          goals: ratioGoals({ candidates }, goals.decode[name]),
        };
      }
    }
  },
};

function decoded({ turns, ...outcome }) {
  if (outcome.failed !== undefined) return outcome;
  const isEqual = turns.every((turn) => turn.isEqual);
  if (!isEqual && ["ours", "twin"].includes(outcome.kind)) throw new Error("Our decoded text is not the text.");
  return { ...outcome, ...sumOfSlices(turns), ids: isEqual ? "text equal" : "another text" };
}
