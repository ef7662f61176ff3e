import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { cl100kVocabulary } from "../vocabulary/cl100k.ts";

/** GPT-3.5's and GPT-4's encoding: 100,277 tokens. Built on first use; importing it costs nothing but its rank table. */
export const cl100kBase: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.cl100k_base, cl100kVocabulary);
