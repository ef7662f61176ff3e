import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { p50kVocabulary } from "../vocabulary/p50k.ts";

/** p50k_base with fill-in-the-middle tokens: 50,284 tokens. Built on first use; importing it costs nothing but its rank table. */
export const p50kEdit: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.p50k_edit, p50kVocabulary);
