/** Every run of golden/training.json and golden/standing_training.json, which Hugging Face's trainer made: all merges, by their sha256. */
import { createHash } from "node:crypto";
import { golden, type TextName, testWithCorpus } from "@windrow/testing";
import { expect } from "vitest";
import { trainBpe } from "../../src/train/index.ts";
import { mergesOf } from "./merges-of.ts";

interface Run {
  readonly text: string;
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly merges: number;
  readonly first: readonly [string, string][];
  readonly last: readonly [string, string][];
  readonly sha256_of_merges_joined_by_newline: string;
  readonly tokens: number;
}

const runs = (["standing_training", "training"] as const).flatMap((name) => golden<{ runs: Run[] }>(name).runs);

for (const run of runs) {
  const { vocabSize, minFrequency } = run;
  const corpus = run.text.replace(".txt", "") as TextName;
  testWithCorpus(`${run.text}, ${vocabSize} tokens, minFrequency ${minFrequency}`, corpus, async (text) => {
    const tokenizer = await trainBpe([text], { vocabSize, minFrequency, pattern: "gpt2", threads: 1 });
    const merges = mergesOf(tokenizer);
    expect(merges.slice(0, run.first.length)).toEqual(run.first.map((pair) => pair.join(" ")));
    expect(merges.slice(-run.last.length)).toEqual(run.last.map((pair) => pair.join(" ")));
    expect(merges.length).toBe(run.merges);
    expect(createHash("sha256").update(merges.join("\n")).digest("hex")).toBe(run.sha256_of_merges_joined_by_newline);
    expect(tokenizer.encodeOrdinary(text).length).toBe(run.tokens);
  });
}
