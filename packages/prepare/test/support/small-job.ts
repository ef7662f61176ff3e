/** A job of some dozens of units and a few shards, that is done in a second. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrepareJob } from "@windrow/prepare";
import { seededTexts } from "@windrow/testing";

export function smallJob(folder: string, seed: number): Omit<PrepareJob, "output"> {
  const texts = seededTexts(seed, 400, { maxLength: 200 }).map((text) => text.replaceAll(/\p{Surrogate}/gu, "?"));
  const inputs = join(folder, "inputs");
  mkdirSync(inputs);
  for (let file = 0; file < 4; file++) {
    const some = texts.slice(file * 100, file * 100 + 100);
    writeFileSync(join(inputs, `${file}.jsonl`), some.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  }
  return {
    inputs: [inputs],
    tokenizer: { encoding: "gpt2" },
    unitBytes: 5000,
    shardTokens: 9000,
    validation: 0.1,
    removeDuplicates: true,
  };
}
