/** Tokenizers of other packages, as their own objects. */
import * as gptTokenizer from "gpt-tokenizer/encoding/r50k_base";
import { Tiktoken } from "js-tiktoken/lite";
import ranks from "js-tiktoken/ranks/gpt2";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { expect, test } from "vitest";
import { createDataLoader } from "../../src/index.ts";

const text = "In the heart of the city stood the old library, a relic from a bygone era. ".repeat(5);
const options = { maxLength: 8, stride: 3, batchSize: 2, seed: 4 };

test.each([
  ["js-tiktoken", new Tiktoken(ranks)],
  ["gpt-tokenizer", gptTokenizer],
])("%s", (_, tokenizer) => {
  const batches = [...createDataLoader(text, { tokenizer, ...options })];
  expect(batches.length).toBeGreaterThan(10);
  expect(batches).toEqual([...createDataLoader(text, { tokenizer: gpt2, ...options })]);
});

test("several texts of one that has no eotToken need the option", () => {
  const tokenizer = new Tiktoken(ranks);
  expect(() => createDataLoader([text, text], { tokenizer, ...options })).toThrow(/^eotToken is undefined/);
  expect([...createDataLoader([text, text], { tokenizer, ...options, eotToken: 50256 })]).toEqual([
    ...createDataLoader([text, text], { tokenizer: gpt2, ...options }),
  ]);
});
