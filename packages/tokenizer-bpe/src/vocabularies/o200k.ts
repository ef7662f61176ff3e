import ranks from "js-tiktoken/ranks/o200k_base";
import { parseRanks, type Vocabulary } from "../vocabulary.ts";

let parsed: Vocabulary | undefined;

/** The o200k tokens, read on first use and shared by the encodings built on them. */
export function o200kVocabulary(): Vocabulary {
  parsed ??= parseRanks(ranks.bpe_ranks);
  return parsed;
}
