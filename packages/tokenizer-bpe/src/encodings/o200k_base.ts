import { type BpeTokenizer, tokenizerOf } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { o200kVocabulary } from "../vocabulary/o200k.ts";

/** GPT-4o's and later models' encoding: 200,019 tokens. Built on first use; importing it costs nothing but its rank table. */
export const o200kBase: BpeTokenizer = tokenizerOf(ENCODING_DEFINITIONS.o200k_base, o200kVocabulary);
