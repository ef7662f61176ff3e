import ranks from "js-tiktoken/ranks/r50k_base";
import { parseRanks, type Vocabulary } from "../vocabulary.ts";

let parsed: Vocabulary | undefined;

/** The r50k tokens, read on first use and shared by the encodings built on them. */
export function r50kVocabulary(): Vocabulary {
  parsed ??= parseRanks(ranks.bpe_ranks);
  return parsed;
}
