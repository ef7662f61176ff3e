/** `gpt-tokenizer/bpeRanks/o200k_base`: the vocabulary as a list, made when it is imported. */
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { type RawBytePairRanks, ranksOf } from "../ranks.ts";

/** Tokens by id: the text of each, or its bytes. */
const ranks: RawBytePairRanks = ranksOf(o200kBase);
export default ranks;
