import ranks from "js-tiktoken/ranks/cl100k_base";
import { parseRanks, type Vocabulary } from "../vocabulary.ts";

let parsed: Vocabulary | undefined;

/** The cl100k tokens, read on first use and shared by the encodings built on them. */
export function cl100kVocabulary(): Vocabulary {
  parsed ??= parseRanks(ranks.bpe_ranks);
  return parsed;
}
