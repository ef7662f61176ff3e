/**
 * Documents that do not repeat, 50 MB of them (documents/documents.mjs), each encoded in one call and
 * once; and the ids of 10 MB decoded so. The code is warm: 2 MB of other documents came before.
 */
import { pathToFileURL } from "node:url";
import { generatedDocuments } from "../../documents/documents.mjs";
import { ratioGoals } from "../../cases.mjs";
import { summary } from "../../report.mjs";
import { candidatesFor, skipSlow } from "../candidates.mjs";
import { goals } from "../goals.mjs";
import { withoutGpt2 } from "../plan.mjs";
import { takeTurns } from "../turns.mjs";

/** The share of them whose ids are decoded. */
const DECODED = 1 / 5;
const WARM = 2e6;
/** A peer that takes so many seconds with its processes makes no further turn: it is far behind. */
const ENOUGH = 20;

async function* cases(section, bytes, { encodings, texts, turns, warmSeconds, ...plan }, taskOf) {
  for (const name of texts) {
    const [warm, timed] = [generatedDocuments(name, WARM, 1), generatedDocuments(name, bytes, 2)];
    const size = timed.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
    for (const encoding of withoutGpt2(encodings)) {
      const { candidates: all, notRun } = await candidatesFor(encoding, plan, skipSlow);
      const { program, task } = await taskOf({ warm, timed, ours: all[0] });
      const options = { turns, program, enough: ENOUGH };
      const outcomes = await takeTurns(encoding, all, { warmSeconds, ...task }, options);
      const candidates = outcomes.map(({ turns: found, ...outcome }) =>
        outcome.failed === undefined ? { ...outcome, ...summary(found.map(total)), ...textOf(found) } : outcome,
      );
      yield {
        label: `${encoding}, ${name}`,
        unit: "ms",
        bytes: size,
        candidates,
        notRun,
        goals: ratioGoals({ candidates }, goals[section][name]),
        remarks: [`${timed.length.toLocaleString("en-US")} documents`],
      };
    }
  }
}

const total = ({ firstPass }) => firstPass.reduce((sum, time) => sum + time, 0);

/** For decoding: whether the texts were right. */
function textOf(turns) {
  if (turns[0].isEqual === undefined) return {};
  return { ids: turns.every(({ isEqual }) => isEqual) ? "text equal" : "another text" };
}

export const documents = {
  question: "How fast are documents encoded that were not seen before, one call each?",
  run: (plan) =>
    cases("fresh", plan.documentBytes, plan, ({ warm, timed }) => ({
      program: "encode",
      task: { warm, timed, rounds: 0, seconds: 0 },
    })),
};

export const documentsDecode = {
  question: "How fast are the ids of such documents decoded, the text being written as UTF-8 afterwards?",
  run: (plan) =>
    cases("decode", plan.documentBytes * DECODED, plan, async ({ warm, timed, ours }) => {
      // Whether ours are right is checked where encoding is timed.
      const { encode } = await import(pathToFileURL(ours.entry));
      const withIds = (text) => ({ ids: Array.from(encode(text)), text });
      return { program: "decode", task: { warm: warm.map(withIds), timed: timed.map(withIds) } };
    }),
};
