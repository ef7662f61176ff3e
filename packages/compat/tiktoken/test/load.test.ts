/** load: the files come from the function that is given. What tiktoken 1.0.22 makes of them is recorded. */
import { readFileSync } from "node:fs";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { afterEach, expect, test, vi } from "vitest";
import encoder from "../src/encoders/gpt2.ts";
import { load } from "../src/load.ts";
import { Tiktoken } from "../src/lite.ts";
import { digestOf } from "./record/outcome.mjs";

const recorded = JSON.parse(readFileSync(new URL("fixtures/data.json", import.meta.url), "utf8")) as {
  loaded: string;
  loadedMismatch: string;
};
const { vocab, merges } = gpt2.toVocabAndMerges();
const entry = {
  data_gym_to_mergeable_bpe_ranks: {
    vocab_bpe_file: "https://windrow.example/vocab.bpe",
    encoder_json_file: "https://windrow.example/encoder.json",
  },
  explicit_n_vocab: encoder.special_tokens["<|endoftext|>"]! + 1,
  pat_str: encoder.pat_str,
  special_tokens: encoder.special_tokens,
};

afterEach(() => void vi.unstubAllGlobals());

test("GPT-2's two files become the ranks that the original makes of them", async () => {
  const loaded = await load(entry, async (url) => (url.endsWith(".json") ? vocab : merges));
  expect(digestOf(loaded)).toBe(recorded.loaded);
  const encoding = new Tiktoken(loaded.bpe_ranks, loaded.special_tokens, loaded.pat_str);
  expect([...encoding.encode("hello world")]).toEqual([31373, 995]);
});

test("two files that do not belong together are refused", async () => {
  const mismatch = load(entry, async (url) => (url.endsWith(".json") ? "{}" : merges));
  await expect(mismatch).rejects.toThrow(recorded.loadedMismatch.slice("Error: ".length));
});

test("a .tiktoken file is handed on, by fetch where no function is given", async () => {
  const ranks = "IQ== 0\nIg== 1\n";
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(ranks);
  });
  const one = { load_tiktoken_bpe: "https://windrow.example/a.tiktoken", pat_str: ".", special_tokens: { "<|a|>": 9 } };
  expect(await load(one)).toEqual({
    explicit_n_vocab: undefined,
    pat_str: ".",
    special_tokens: { "<|a|>": 9 },
    bpe_ranks: ranks,
  });
  expect(asked).toEqual([one.load_tiktoken_bpe]);
});

test("what the fetch throws comes through", async () => {
  await expect(load(entry, () => Promise.reject(new Error("no network")))).rejects.toThrow("no network");
});
