/** Counting in worker threads, of the built package: the result is that of one thread. */
import { seededTexts, testWithCorpus } from "@windrow/testing";
import { BpeError, BpeTokenizer } from "@windrow/tokenizer-bpe";
import { trainBpe, type TrainOptions } from "@windrow/tokenizer-bpe/train";
import { describe, expect, test } from "vitest";
import { BpeError as OtherCopy } from "../../src/index.ts";

describe("any number of threads makes the same vocabulary", () => {
  const texts = seededTexts(3, 5000, { maxLength: 200, words: ["<|end|>", "the ", "windrow\n"] });

  test.each<Partial<TrainOptions>>([
    { pattern: "o200k_base", specialTokens: ["<|end|>"] },
    { pattern: "gpt2", minFrequency: 3 },
    { pattern: " ?[^ ]+| " },
  ])("%j", async (some) => {
    const options = { vocabSize: 900, pattern: "gpt2", ...some };
    const expected = await trainBpe(texts, { ...options, threads: 1 });
    expect(expected).toBeInstanceOf(BpeTokenizer);
    for (const threads of [2, 3, 5]) {
      expect((await trainBpe(texts, { ...options, threads })).fingerprint, `${threads}`).toBe(expected.fingerprint);
    }
  });

  const cutText = async (text: string): Promise<void> => {
    const options = { vocabSize: 2000, pattern: "cl100k_base" };
    const expected = await trainBpe([text], { ...options, threads: 1 });
    for (const threads of [2, 3]) {
      let bytes = 0;
      const onProgress = (progress: { bytes: number }): void => void (bytes = progress.bytes);
      expect((await trainBpe([text], { ...options, threads, onProgress })).fingerprint).toBe(expected.fingerprint);
      expect(bytes).toBe(Buffer.byteLength(text));
    }
  };
  testWithCorpus("over a text that is cut for them", "multilingual2m", cutText);
  testWithCorpus("over one that every clone has", "scripts", (text) => cutText(text.repeat(9)));
});

const byDefault = async (text: string): Promise<void> => {
  const options = { vocabSize: 1000, pattern: "gpt2" };
  // The second has more than is counted here.
  for (const texts of [[text.slice(0, 9999)], [text, "and", text, text, text]]) {
    let bytes = 0;
    const onProgress = (progress: { bytes: number }): void => void (bytes = progress.bytes);
    const { fingerprint } = await trainBpe(texts, { ...options, onProgress });
    expect(fingerprint).toBe((await trainBpe(texts, { ...options, threads: 1 })).fingerprint);
    expect(bytes).toBe(Buffer.byteLength(texts.join("")));
  }
};
testWithCorpus("by default: a short text here, of a long one the rest in threads", "multilingual2m", byDefault);
testWithCorpus("by default, a text that every clone has", "scripts", (text) => byDefault(text.repeat(9)));

test("an error in one of several threads is reported as with a single thread", async () => {
  const options = { vocabSize: 300, pattern: "[a-z]+", threads: 2 };
  const error: unknown = await trainBpe(["abc", "abc1"], options).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "BpeError", code: "BPE_INVALID_PATTERN", fields: { index: 3 } });
  expect(error).toBeInstanceOf(BpeError);
  expect(error).toBeInstanceOf(OtherCopy);
  await expect(trainBpe(["", ""], options)).rejects.toMatchObject({ code: "BPE_EMPTY_CORPUS" });
});

test("a checkpoint of several threads is one of them all", async () => {
  const texts = seededTexts(4, 3000, { maxLength: 200 });
  const options: TrainOptions = { vocabSize: 700, pattern: "gpt2", threads: 2 };
  const controller = new AbortController();
  let resume: Uint8Array | undefined;
  let saves = 0;
  const save = (state: Uint8Array): void => {
    resume = state;
    if (++saves === 5) controller.abort(new Error("killed"));
  };
  const training = trainBpe(texts, { ...options, checkpoint: { everyMs: 0, save }, signal: controller.signal });
  await expect(training).rejects.toThrow("killed");
  const expected = await trainBpe(texts, options);
  expect((await trainBpe(texts, { ...options, threads: 3, resume })).fingerprint).toBe(expected.fingerprint);
});
