import ranks from "js-tiktoken/ranks/o200k_base";
import type { Vocabulary } from "../vocabulary.ts";
import { vocabularyOnce } from "./vocabulary-once.ts";

/** The o200k tokens, shared by the encodings built on them. */
export const o200kVocabulary: () => Vocabulary = vocabularyOnce(ranks.bpe_ranks);
