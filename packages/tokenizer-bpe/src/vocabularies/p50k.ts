import ranks from "js-tiktoken/ranks/p50k_base";
import type { Vocabulary } from "../vocabulary.ts";
import { vocabularyOnce } from "./vocabulary-once.ts";

/** The p50k tokens, shared by the encodings built on them. */
export const p50kVocabulary: () => Vocabulary = vocabularyOnce(ranks.bpe_ranks);
