/** One encoding of each pattern, with its vocabulary: what differential tests go through. */
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import type { BpeTokenizer, EncodingName } from "../src/index.ts";
import { cl100kVocabulary } from "../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../src/vocabulary/o200k.ts";
import { r50kVocabulary } from "../src/vocabulary/r50k.ts";
import type { Vocabulary } from "../src/vocabulary/vocabulary.ts";

export const FAMILIES: readonly (readonly [EncodingName, BpeTokenizer, () => Vocabulary])[] = [
  ["gpt2", gpt2, r50kVocabulary],
  ["cl100k_base", cl100kBase, cl100kVocabulary],
  ["o200k_base", o200kBase, o200kVocabulary],
];
