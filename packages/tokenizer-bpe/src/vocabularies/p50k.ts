import ranks from "js-tiktoken/ranks/p50k_base";
import { parseRanks, type Vocabulary } from "../vocabulary.ts";

let parsed: Vocabulary | undefined;

/** The p50k tokens, read on first use and shared by the encodings built on them. */
export function p50kVocabulary(): Vocabulary {
  parsed ??= parseRanks(ranks.bpe_ranks);
  return parsed;
}
