import ranks from "js-tiktoken/ranks/cl100k_base";
import type { Vocabulary } from "../vocabulary.ts";
import { vocabularyOnce } from "./vocabulary-once.ts";

/** The cl100k tokens, shared by the encodings built on them. */
export const cl100kVocabulary: () => Vocabulary = vocabularyOnce(ranks.bpe_ranks);
