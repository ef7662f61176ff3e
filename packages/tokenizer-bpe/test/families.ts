/** What differential tests go through. */
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import type { BpeTokenizer, EncodingName } from "../src/index.ts";
import { cl100kVocabulary } from "../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../src/vocabulary/o200k.ts";
import { r50kVocabulary } from "../src/vocabulary/r50k.ts";
import type { Vocabulary } from "../src/vocabulary/vocabulary.ts";

/** One encoding of each pattern, with its vocabulary. */
export const FAMILIES: readonly (readonly [EncodingName, BpeTokenizer, () => Vocabulary])[] = [
  ["gpt2", gpt2, r50kVocabulary.vocabulary],
  ["cl100k_base", cl100kBase, cl100kVocabulary.vocabulary],
  ["o200k_base", o200kBase, o200kVocabulary.vocabulary],
];

/** What the patterns treat in ways of their own: to be mixed into random texts. */
export const TRICKY_WORDS: readonly string[] = [
  "don't",
  "I'LL",
  "we'\u017f",
  "'Ve",
  "\r\n",
  "  ",
  "123456",
  "/\n",
  "XMLHttp",
  "<|endoftext|>",
  "\u00c5\u0301",
  " \u0301",
];
