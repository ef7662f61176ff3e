/** The lists of models that the engine does not do, as a tokenizer.json has them. */
import { readColumn } from "@windrow/tokenizer-bpe/internal";
import { LIST_DIGITS, type PackedLists, SCORE_DIGITS } from "../packed/packed-tokenizer.ts";

/** Lists of a model. */
export interface Lists {
  /** Fields of `model`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** By id, where tokens have scores. */
  readonly scores?: Float64Array | undefined;
}

/** Undefined where the strings are not whole. */
export function unpackLists(lists: PackedLists): Lists | undefined {
  const { tokens: json, count = 0, merges, scores: planes } = lists;
  if ((merges ?? "").length !== 2 * LIST_DIGITS * count) return undefined;
  const tokens = tokensIn(json);
  if (tokens === undefined) return undefined;
  if (planes === undefined) return { fields: fieldsOf(tokens, count, merges) };
  if (planes.length !== 2 * SCORE_DIGITS * tokens.size) return undefined;
  const scores = scoresIn(planes, tokens.size);
  return { fields: { vocab: Array.from(tokens, ([id, token]) => [token, scores[id]]) }, scores };
}

function fieldsOf(
  tokens: ReadonlyMap<number, string>,
  count: number,
  merges: string | undefined,
): Readonly<Record<string, unknown>> {
  // A token may be named "__proto__", which only this makes a field of its own.
  const vocab = Object.fromEntries(Array.from(tokens, ([id, token]) => [token, id]));
  if (merges === undefined) return { vocab };
  const [lefts, rights] = [0, LIST_DIGITS].map((first) => {
    const ids = new Int32Array(count);
    readColumn(merges, first, count, LIST_DIGITS, ids);
    return ids;
  });
  return {
    vocab,
    merges: Array.from({ length: count }, (_, i) => [tokens.get(lefts![i]!), tokens.get(rights![i]!)]),
  };
}

function scoresIn(planes: string, count: number): Float64Array {
  const [low, high] = [0, SCORE_DIGITS].map((first) => {
    const halves = new Int32Array(count);
    readColumn(planes, first, count, SCORE_DIGITS, halves);
    return halves;
  });
  const doubles = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: count }, (_, id) => {
    doubles.setInt32(0, high![id]!);
    doubles.setInt32(4, low![id]!);
    return doubles.getFloat64(0);
  });
}

/** By id. */
function tokensIn(json: string): Map<number, string> | undefined {
  const listed = parsed(json);
  if (!Array.isArray(listed)) return undefined;
  const tokens = new Map<number, string>();
  let next = 0;
  for (const one of listed as unknown[]) {
    if (typeof one === "string") tokens.set(next++, one);
    else if (Number.isSafeInteger(one)) next += one as number;
    else return undefined;
  }
  return tokens;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
