/** An encoding written and read in each format that is read here: the ids are the same. A tokenizer.json is tokenizer-hf's to read. */
import { seededTexts } from "@windrow/testing";
import { expect } from "vitest";
import { BpeTokenizer, type EncodingName, getEncoding } from "../../src/index.ts";

const texts = seededTexts(41, 300, { words: ["<|endoftext|>", "the ", "hay"] });

/** Ids of seeded texts, special tokens included. */
const idsOf = (tokenizer: BpeTokenizer): number[][] =>
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
}
