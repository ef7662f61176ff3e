/** An encoding of tokenizer-bpe written as a tokenizer.json and read here: ids, starts, counts and texts are the same. */
import { seededTexts } from "@windrow/testing";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { expect } from "vitest";
import { HfTokenizer } from "../../src/index.ts";

const texts = seededTexts(41, 300, { words: ["<|endoftext|>", "the ", "hay"] });

/** Writes it, reads that as text, bytes and object, and expects the same of each. */
export function expectSameWhenRead(tokenizer: BpeTokenizer): void {
  const json = tokenizer.toTokenizerJson();
  const quick = HfTokenizer.fromJson(json, { name: tokenizer.name });
  const parsed = HfTokenizer.fromJson(JSON.parse(json) as object);
  expect(HfTokenizer.fromJson(Buffer.from(json)).fingerprint).toBe(quick.fingerprint);
  expect(parsed.fingerprint).toBe(quick.fingerprint);
  for (const [read, some] of [
    [quick, texts],
    [parsed, texts.slice(0, 30)],
  ] as const) {
    expect(read.vocabSize).toBe(tokenizer.vocabSize);
    expect(read.eotToken).toBe(tokenizer.eotToken);
    for (const text of some) {
      const { ids, starts } = tokenizer.encodeWithOffsets(text, { allowedSpecial: "all" });
      const spans = read.encodeWithOffsets(text, { allowedSpecial: "all" });
      expect({ text, ids: [...read.encode(text, { allowedSpecial: "all" })] }).toEqual({ text, ids: [...ids] });
      expect({ text, starts: [...spans.starts] }).toEqual({ text, starts: [...starts] });
      expect(read.countTokens(text)).toBe(tokenizer.countTokens(text));
      expect(read.decode(ids)).toBe(tokenizer.decode(ids));
    }
  }
  // An id with two names, as 200018 of o200k_harmony, is written with the first.
  const names = new Map([...tokenizer.specialTokens].toReversed().map(([name, id]) => [id, name]));
  const written = [...names].map(([id, name]): [string, number] => [name, id]);
  expect(new Map([...quick.specialTokens].toSorted())).toEqual(new Map(written.toSorted()));
}
