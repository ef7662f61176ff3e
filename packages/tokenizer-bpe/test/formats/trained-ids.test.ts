/** A vocabulary trained here gives the ids that Python recorded of it: tiktoken by its .tiktoken, tokenizers by its tokenizer.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { trainBpe } from "../../src/train/index.ts";

const words = ["the ", "hay ", "rows are long, ", "don't ", "WE'LL ", "1234567 ", "naïve ", "文字", "<|end|>", "\n\n"];
const texts = seededTexts(77, 120, { maxLength: 40, words }).map((text) => Buffer.from(text).toString());

test("trained, exported, read in Python", async () => {
  const tokenizer = await trainBpe(texts, {
    vocabSize: 700,
    pattern: "cl100k_base",
    specialTokens: ["<|end|>", "<|endoftext|>"],
    threads: 1,
  });
  const folder = process.env["TRAINED_IDS"];
  if (folder !== undefined) {
    writeFileSync(join(folder, "texts.json"), JSON.stringify(texts));
    writeFileSync(join(folder, "special.json"), JSON.stringify(Object.fromEntries(tokenizer.specialTokens)));
    writeFileSync(join(folder, "trained.tiktoken"), tokenizer.toTiktoken());
    writeFileSync(join(folder, "tokenizer.json"), tokenizer.toTokenizerJson());
    return;
  }
  const fixture = JSON.parse(readFileSync(new URL("fixtures/trained_ids.json", import.meta.url), "utf8")) as {
    tiktoken: number[][];
    tokenizers: number[][];
  };
  const ids = texts.map((text) => [...tokenizer.encode(text, { allowedSpecial: "all" })]);
  expect(ids).toEqual(fixture.tiktoken);
  expect(ids).toEqual(fixture.tokenizers);
  expect(tokenizer.vocabSize).toBe(700);
});
