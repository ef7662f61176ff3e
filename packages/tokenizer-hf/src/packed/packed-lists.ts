/** The lists of models that the engine does not do, as a tokenizer.json has them. */
import { readColumn } from "@windrow/tokenizer-bpe/internal";
import { LIST_DIGITS, type PackedLists } from "./packed-tokenizer.ts";

/** Fields of `model`; undefined where the strings are not whole. */
export function unpackLists({
  tokens: json,
  count,
  merges,
}: PackedLists): Readonly<Record<string, unknown>> | undefined {
  if (merges.length !== 2 * LIST_DIGITS * count) return undefined;
  const tokens = tokensIn(json);
  if (tokens === undefined) return undefined;
  const [lefts, rights] = [0, LIST_DIGITS].map((first) => {
    const ids = new Int32Array(count);
    readColumn(merges, first, count, LIST_DIGITS, ids);
    return ids;
  });
  const vocab = tokens.flatMap((token, id) => (token === null ? [] : [[token, id] as const]));
  return {
    // A token may be named "__proto__", which only this makes a field of its own.
    vocab: Object.fromEntries(vocab),
    merges: Array.from({ length: count }, (_, i) => [tokens[lefts![i]!], tokens[rights![i]!]]),
  };
}

function tokensIn(json: string): (string | null)[] | undefined {
  try {
    const tokens: unknown = JSON.parse(json);
    return Array.isArray(tokens) ? (tokens as (string | null)[]) : undefined;
  } catch {
    return undefined;
  }
}
