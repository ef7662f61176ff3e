/** `gpt-tokenizer/bpeRanks/r50k_base`: the vocabulary as a list, made when it is imported. */
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";
import { type RawBytePairRanks, ranksOf } from "../ranks.ts";

/** Tokens by id: the text of each, or its bytes. */
const ranks: RawBytePairRanks = ranksOf(r50kBase);
export default ranks;
