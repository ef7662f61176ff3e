/** What encodes lists in browsers: the ids and errors of the encoder that has threads. */
import { seededTexts } from "@windrow/testing";
import { expect, inject, test } from "vitest";
import { chooseEngine } from "../../src/encode/choose-engine.ts";
import { WholeTexts } from "../../src/encode/whole-texts.ts";
import { ENCODING_DEFINITIONS } from "../../src/encoding-definitions.ts";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { SpecialTokens } from "../../src/special/special-tokens.ts";
import { openBatchEncoder } from "../../src/threads/calling-thread.ts";
import { nextTurn } from "../../src/threads/next-turn.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";
import { expectSameBatch } from "./expect-same-batch.ts";

const definition = ENCODING_DEFINITIONS.gpt2;
const special = new SpecialTokens(definition.specialTokens);
const whole = new WholeTexts(chooseEngine(definition.split, r50kVocabulary, inject("engine")), special.ids);
let turns = 0;
const countedTurn = (): Promise<void> => {
  turns++;
  return nextTurn();
};
const parts = { definition, source: r50kVocabulary, engine: undefined };
const encoder = openBatchEncoder(whole, special, parts, countedTurn);
const texts = seededTexts(53, 2000, { maxLength: 2000 });

test("ids are those of encode, and the event loop has its turn between slices", async () => {
  const none = { allowed: [], disallowed: [] };
  expectSameBatch(await encoder.encode(texts, 4, none), gpt2.encodeBatch(texts));
  expect(turns).toBeGreaterThan(2);
  expectSameBatch(await encoder.encode([], 4, none), []);
});

test("an error is about the first text that has one", async () => {
  const faulty = texts.with(1500, "<|endoftext|>").with(1800, "<|endoftext|>");
  const selection = { allowed: [], disallowed: "all" } as const;
  await expect(encoder.encode(faulty, 2, selection)).rejects.toMatchObject({ fields: { batchIndex: 1500 } });
});
