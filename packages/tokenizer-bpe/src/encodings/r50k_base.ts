import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { r50kVocabulary } from "../vocabulary/r50k.ts";

/** The first GPT-3 models' encoding, the same as gpt2: 50,257 tokens. Built on first use; importing it costs nothing but its rank table. */
export const r50kBase: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.r50k_base, r50kVocabulary);
