/** `gpt-tokenizer/bpeRanks/cl100k_base`: the vocabulary as a list, made when it is imported. */
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { type RawBytePairRanks, ranksOf } from "../ranks.ts";

/** Tokens by id: the text of each, or its bytes. */
const ranks: RawBytePairRanks = ranksOf(cl100kBase);
export default ranks;
