import { BpeTokenizer } from "../bpe-tokenizer.ts";
import { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
import { o200kVocabulary } from "../vocabulary/o200k.ts";

/** GPT-4o's and later models' encoding: 200,019 tokens. Built on first use; importing it costs nothing but its rank table. */
export const o200kBase: BpeTokenizer = new BpeTokenizer(ENCODING_DEFINITIONS.o200k_base, o200kVocabulary);
