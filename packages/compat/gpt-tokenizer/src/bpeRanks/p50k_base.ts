/** `gpt-tokenizer/bpeRanks/p50k_base`: the vocabulary as a list, made when it is imported. */
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";
import { type RawBytePairRanks, ranksOf } from "../ranks.ts";

/** Tokens by id: the text of each, or its bytes. */
const ranks: RawBytePairRanks = ranksOf(p50kBase);
export default ranks;
