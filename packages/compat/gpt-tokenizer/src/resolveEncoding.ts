/** `gpt-tokenizer/resolveEncoding`: every vocabulary. Whoever imports it carries all of them. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";
import { listedEncodingOf } from "./listed-encoding.ts";
import type { EncodingName } from "./mapping.ts";
import { type ListedEncoding, type RawBytePairRanks, ranksOf } from "./ranks.ts";

const LISTED: Readonly<Record<ListedEncoding, BpeTokenizer>> = {
  r50k_base: r50kBase,
  p50k_base: p50kBase,
  cl100k_base: cl100kBase,
  o200k_base: o200kBase,
};

/** The vocabulary of an encoding, as a list that is made when it is first asked for. @throws GptTokenizerError GPT_UNKNOWN_ENCODING */
export const resolveEncoding = (encoding: EncodingName): RawBytePairRanks =>
  ranksOf(LISTED[listedEncodingOf(encoding)]);
