/**
 * What a run of `pnpm bench tokenizers` measures.
 *
 * A plan is `{ encodings, texts, takesPart, turns, warmSeconds, documentBytes, isPart }`: `takesPart(label)`
 * says who runs, `turns` is the number of processes that a candidate has in a section, and what `isPart` is not
 * kept as a result. Each section runs the encodings of the plan that it is about.
 *
 * WINDROW_BENCH_DOCUMENTS sets another number of megabytes of documents, for a trial.
 */
import { HYPERTOK } from "./peers/hypertok.mjs";
import { OURS, TWIN } from "./peers/windrow.mjs";

const TEXTS = ["english2m", "code2m", "multilingual2m"];
/** The processor's, where it is set: candidates/tokenizers/clock.mjs. */
const CLOCK = process.env.WINDROW_BENCH_CLOCK;
/** Megabytes. */
const DOCUMENTS = 50;
const QUICK_CANDIDATES = new Set([OURS, TWIN, HYPERTOK]);
const QUICK_ENCODINGS = ["cl100k_base", "o200k_base"];
const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];

/** For sections that would take too long with all three: in gpt2 candidates differ as they do in cl100k_base. */
export const withoutGpt2 = (encodings) => encodings.filter((encoding) => encoding !== "gpt2");

/**
 * @param options.quick our engines and hypertok only, for people working on an engine
 * @param options.encodings some of the encodings instead of all; `texts` likewise
 * @throws RangeError for one that is not measured
 */
export function planOf({ quick = false, encodings, texts } = {}) {
  checkNames("encoding", encodings, ENCODINGS);
  checkNames("text", texts, TEXTS);
  const megabytes = Number(process.env.WINDROW_BENCH_DOCUMENTS ?? DOCUMENTS);
  return {
    encodings: encodings ?? (quick ? QUICK_ENCODINGS : ENCODINGS),
    texts: texts ?? TEXTS,
    takesPart: (label) => !quick || QUICK_CANDIDATES.has(label),
    turns: 5,
    warmSeconds: quick ? 0.5 : 1,
    documentBytes: megabytes * 1e6,
    isPart: quick || encodings !== undefined || texts !== undefined || megabytes !== DOCUMENTS || CLOCK !== undefined,
  };
}

function checkNames(what, names = [], known) {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new RangeError(`No ${what} ${unknown.join(", ")} here; there are ${known.join(", ")}.`);
}
