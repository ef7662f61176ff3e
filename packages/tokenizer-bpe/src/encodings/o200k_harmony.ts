import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { o200kVocabulary } from "../vocabulary/o200k.ts";

/** gpt-oss' encoding, o200k_base with 1,091 special tokens: 201,088 tokens. Built on first use; importing it costs nothing but its rank table. */
export const o200kHarmony: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.o200k_harmony, o200kVocabulary);
