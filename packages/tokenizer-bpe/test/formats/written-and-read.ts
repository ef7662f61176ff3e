/** An encoding written and read in each format: the ids are the same. */
import { seededTexts } from "@windrow/testing";
import { expect } from "vitest";
import { BpeTokenizer, type EncodingName, getEncoding } from "../../src/index.ts";

const texts = seededTexts(41, 300, { words: ["<|endoftext|>", "the ", "hay"] });

/** Ids of seeded texts, special tokens included. */
export const idsOf = (tokenizer: BpeTokenizer): number[][] =>
  texts.map((text) => [...tokenizer.encode(text, { allowedSpecial: "all" })]);

/** Writes it in each format, reads that, and expects its ids and its fingerprint. */
export async function expectSameWhenRead(name: EncodingName): Promise<void> {
  const tokenizer = await getEncoding(name);
  const ids = idsOf(tokenizer);
  const { specialTokens, fingerprint } = tokenizer;
  const options = { name, pattern: name, specialTokens };
  const ranks = BpeTokenizer.fromTiktoken(tokenizer.toTiktoken(), options);
  const listed = BpeTokenizer.fromVocabAndMerges(tokenizer.toVocabAndMerges(), options);
  for (const read of [ranks, listed]) {
    expect(idsOf(read)).toEqual(ids);
    expect(read.fingerprint).toBe(fingerprint);
  }
  const json = BpeTokenizer.fromTokenizerJson(tokenizer.toTokenizerJson(), { name });
  expect(idsOf(json)).toEqual(ids);
  expect(json.vocabSize).toBe(tokenizer.vocabSize);
  // It has one name for 200018.
  if (name !== "o200k_harmony") expect(json.fingerprint).toBe(fingerprint);
}
