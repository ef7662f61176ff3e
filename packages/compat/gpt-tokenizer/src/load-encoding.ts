/** An encoding and its tokenizer, by the name and what gives vocabularies. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { type Encoding, encodingOf, unknownEncoding } from "./encodings.ts";
import type { EncodingName } from "./mapping.ts";
import { type GetMergeableRanksFn, tokenizerOf } from "./ranks.ts";

/**
 * @param name in letters of any case, as in the original
 * @throws GptTokenizerError GPT_UNKNOWN_ENCODING, GPT_UNKNOWN_RANKS; TypeError where an argument is of another type
 */
export function loadEncoding(
  name: EncodingName,
  getRanks: GetMergeableRanksFn,
): { encoding: Encoding; tokenizer: BpeTokenizer } {
  const vocabulary = getRanks(name);
  const encoding = typeof name === "string" ? encodingOf(name.toLowerCase()) : undefined;
  if (encoding === undefined) throw unknownEncoding(name);
  return { encoding, tokenizer: tokenizerOf(vocabulary) };
}
