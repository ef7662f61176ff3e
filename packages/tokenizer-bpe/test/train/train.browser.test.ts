/** Training and files in a browser: the same as in Node, without threads. */
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { trainBpe, type TrainOptions } from "@windrow/tokenizer-bpe/train";
import { expect, test } from "vitest";

const texts = ["Make hay while the sun shines.", "The hay is dry; the rows are long.", "hay, hay, hay"];
const options: TrainOptions = { vocabSize: 264, pattern: "cl100k_base", specialTokens: ["<|endoftext|>"] };

test("a vocabulary is trained, whatever the threads asked for", async () => {
  for (const threads of [undefined, 1, 4]) {
    const tokenizer = await trainBpe(texts, { ...options, threads });
    // As the README has it, which runs in Node.
    const merged = Array.from({ length: 7 }, (_, i) => tokenizer.decode([256 + i]));
    expect(merged).toEqual(["ay", "hay", " hay", "he", "hi", "the", " s"]);
    expect(tokenizer.eotToken).toBe(263);
  }
});

test("a checkpoint goes on", async () => {
  let resume: Uint8Array | undefined;
  const save = (state: Uint8Array): void => void (resume = state);
  const whole = await trainBpe(texts, { ...options, checkpoint: { everyMs: 0, save } });
  expect(resume).toBeDefined();
  expect((await trainBpe(texts, { ...options, resume })).fingerprint).toBe(whole.fingerprint);
});

test("files are written and read", async () => {
  const tokenizer = await trainBpe(texts, { ...options, name: "hay" });
  const listed = BpeTokenizer.fromVocabAndMerges(tokenizer.toVocabAndMerges(), { name: "hay", pattern: "cl100k_base" });
  const ranks = BpeTokenizer.fromTiktoken(tokenizer.toTiktoken(), {
    name: "hay",
    pattern: "cl100k_base",
    specialTokens: tokenizer.specialTokens,
  });
  expect([listed.fingerprint, ranks.fingerprint]).toEqual([tokenizer.fingerprint, tokenizer.fingerprint]);
});
