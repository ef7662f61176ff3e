import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { p50kVocabulary } from "../vocabulary/p50k.ts";

/** Codex' and text-davinci-002's encoding: 50,281 tokens. Built on first use; importing it costs nothing but its rank table. */
export const p50kBase: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.p50k_base, p50kVocabulary);
