/**
 * What a run of `pnpm bench tokenizers` measures.
 *
 * A plan is `{ encodings, texts, takesPart, turns, warmSeconds }`: `takesPart(label)` says who runs,
 * `turns` is the number of processes that a candidate has in a section. Each section runs the
 * encodings of the plan that it is about.
 */
import { HYPERTOK } from "./peers/hypertok.mjs";
import { OURS, TWIN } from "./peers/windrow.mjs";

const TEXTS = ["english2m", "code2m", "multilingual2m"];
const QUICK_ENCODINGS = ["cl100k_base", "o200k_base"];
const ENCODINGS = ["cl100k_base", "gpt2", "o200k_base"];

/**
 * @param options.quick our engines and hypertok only, for who works on an engine
 * @param options.encodings some of the encodings instead of all
 * @throws RangeError for an encoding that is not measured
 */
export function planOf({ quick = false, encodings = quick ? QUICK_ENCODINGS : ENCODINGS } = {}) {
  const unknown = encodings.filter((encoding) => !ENCODINGS.includes(encoding));
  if (unknown.length > 0)
    throw new RangeError(`No encoding ${unknown.join(", ")} here; there are ${ENCODINGS.join(", ")}.`);
  const few = new Set([OURS, TWIN, HYPERTOK]);
  return quick
    ? { encodings, texts: TEXTS, takesPart: (label) => few.has(label), turns: 5, warmSeconds: 0.5 }
    : { encodings, texts: TEXTS, takesPart: () => true, turns: 5, warmSeconds: 1 };
}
