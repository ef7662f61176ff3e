import ranks from "js-tiktoken/ranks/r50k_base";
import type { Vocabulary } from "../vocabulary.ts";
import { vocabularyOnce } from "./vocabulary-once.ts";

/** The r50k tokens, shared by the encodings built on them. */
export const r50kVocabulary: () => Vocabulary = vocabularyOnce(ranks.bpe_ranks);
