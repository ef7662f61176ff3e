/** Other special tokens for a vocabulary that is there: what a tokenizer read from the same ranks has. */
import { expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { p50kEdit } from "../../src/encodings/p50k_edit.ts";

test("ids, sizes and fingerprint are those of a tokenizer from the ranks", () => {
  const specialTokens = { "<|endoftext|>": 50256, "<|im_start|>": 100264 };
  const twin = BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), { name: "gpt2", pattern: "gpt2", specialTokens });
  const tokenizer = gpt2.withSpecialTokens(specialTokens);
  const text = "<|im_start|>Rake it<|endoftext|>";
  expect([...tokenizer.encode(text, { allowedSpecial: "all" })]).toEqual([100264, 49, 539, 340, 50256]);
  expect(tokenizer.encode(text, { allowedSpecial: "all" })).toEqual(twin.encode(text, { allowedSpecial: "all" }));
  expect(tokenizer.decode([100264, 49])).toBe("<|im_start|>R");
  expect([tokenizer.vocabSize, tokenizer.eotToken, tokenizer.fingerprint]).toEqual([
    twin.vocabSize,
    twin.eotToken,
    twin.fingerprint,
  ]);
  expect(gpt2.specialTokens.size).toBe(1);
});

test("those that it had are gone; an id between two ranks is free", () => {
  const tokenizer = p50kEdit.withSpecialTokens({ "<|hay|>": 50256 });
  expect([...tokenizer.specialTokens]).toEqual([["<|hay|>", 50256]]);
  expect([...tokenizer.encode("<|hay|>", { allowedSpecial: "all" })]).toEqual([50256]);
  expect([...tokenizer.encode("<|endoftext|>")]).toEqual([...p50kEdit.encodeOrdinary("<|endoftext|>")]);
});

test("the id of a rank is refused", () => {
  expect(() => gpt2.withSpecialTokens({ "<|hay|>": 50255 })).toThrow(/"<\|hay\|>" with the id 50255, which the ranks/);
  expect(() => gpt2.withSpecialTokens({ "<|hay|>": -1 })).toThrow(/an integer from 0/);
});
