/** The lists of models that the engine does not do, as a tokenizer.json has them. */
import { readColumn } from "@windrow/tokenizer-bpe/internal";
import { LIST_DIGITS, type PackedLists } from "../packed/packed-tokenizer.ts";

/** Fields of `model`; undefined where the strings are not whole. */
export function unpackLists({
  tokens: json,
  count = 0,
  merges,
}: PackedLists): Readonly<Record<string, unknown>> | undefined {
  if ((merges ?? "").length !== 2 * LIST_DIGITS * count) return undefined;
  const tokens = tokensIn(json);
  if (tokens === undefined) return undefined;
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
