import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { r50kVocabulary } from "../vocabulary/r50k.ts";

/** GPT-2's encoding: 50,257 tokens. Built on first use; importing it costs nothing but its rank table. */
export const gpt2: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.gpt2, r50kVocabulary);
