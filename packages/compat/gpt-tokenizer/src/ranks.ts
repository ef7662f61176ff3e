/**
 * Vocabularies as the lists that `gpt-tokenizer/bpeRanks/NAME` and `resolveEncoding` give: each token's text by its
 * id, or its bytes where they are not UTF-8. Whoever has such a list only hands it to `GptEncoding.getEncodingApi`, so
 * a list stands for the tokenizer that it was made from; it is never built into another.
 */
import { describe } from "@windrow/core";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { GptTokenizerError, wrongType } from "./errors.ts";
import type { EncodingName } from "./mapping.ts";

/** Tokens by id; ids of special tokens, and ids that no token has, are holes. */
export type RawBytePairRanks = readonly (string | readonly number[])[];

/** What gives an encoding's vocabulary: a list of this package, or a BpeTokenizer, which needs no list. */
export type GetMergeableRanksFn = (encodingName: EncodingName) => RawBytePairRanks | BpeTokenizer;

/** Ids of ordinary tokens are below this. */
const ORDINARY_END = { r50k_base: 50_256, p50k_base: 50_281, cl100k_base: 100_256, o200k_base: 199_998 };

/** An encoding that has a list; the others have the list of one of these. */
export type ListedEncoding = keyof typeof ORDINARY_END;

const lists = new Map<BpeTokenizer, RawBytePairRanks>();
const tokenizers = new WeakMap<object, BpeTokenizer>();

/** The list of a tokenizer's ordinary tokens, made when it is first asked for: 200,000 lookups for the largest. */
export function ranksOf(tokenizer: BpeTokenizer): RawBytePairRanks {
  const known = lists.get(tokenizer);
  if (known !== undefined) return known;
  const special = new Set(tokenizer.specialTokens.values());
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const ranks: (string | readonly number[])[] = [];
  for (let id = 0; id < ORDINARY_END[tokenizer.name as ListedEncoding]; id++) {
    if (special.has(id)) continue;
    const bytes = tokenizer.decodeSingleTokenBytes(id);
    const text = utf8.decode(bytes);
    ranks[id] = text.includes("\ufffd") ? [...bytes] : text;
  }
  lists.set(tokenizer, ranks);
  tokenizers.set(ranks, tokenizer);
  return ranks;
}

/** @throws GptTokenizerError GPT_UNKNOWN_RANKS where it is another list; TypeError where it is not a list at all */
export function tokenizerOf(vocabulary: RawBytePairRanks | BpeTokenizer): BpeTokenizer {
  const known = tokenizers.get(vocabulary);
  if (known !== undefined) return known;
  if (typeof vocabulary === "object" && vocabulary !== null && "useOrdinary" in vocabulary) return vocabulary;
  const message =
    `The ranks are ${describe(vocabulary)} that is not from this package. Take them from resolveEncoding or ` +
    '"gpt-tokenizer/bpeRanks/NAME"; for a vocabulary of your own use BpeTokenizer.fromTiktoken of @windrow/tokenizer-bpe.';
  if (Array.isArray(vocabulary)) throw new GptTokenizerError("GPT_UNKNOWN_RANKS", message, { value: vocabulary });
  throw wrongType("GPT_UNKNOWN_RANKS", message, { value: vocabulary });
}
