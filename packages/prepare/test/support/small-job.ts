/** A job of some dozens of units, and what it must come to: made by one writer, in this thread. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PrepareJob } from "@windrow/prepare";
import { seededTexts } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { filesOf, prepareSequentially } from "./sequential.ts";

export interface SmallJob {
  /** A job with these inputs into a folder of this name. */
  job(output: string): PrepareJob;
  readonly folder: string;
  readonly expected: Record<string, string>;
}

export async function makeSmallJob(folder: string, seed: number, documents = 240): Promise<SmallJob> {
  const texts = seededTexts(seed, documents, { maxLength: 300 }).map((text) => text.replace(/\p{Surrogate}/gu, "?"));
  const input = join(folder, "input");
  mkdirSync(input);
  const half = texts.length / 2;
  for (const [i, some] of [texts.slice(0, half), texts.slice(half)].entries())
    writeFileSync(join(input, `${i}.jsonl`), some.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  const options = { shardTokens: 4000, validation: 0.2 };
  await prepareSequentially(texts, join(folder, "expected"), { tokenizer: gpt2, ...options });
  return {
    folder,
    expected: filesOf(join(folder, "expected")),
    job: (output) => ({
      inputs: [input],
      output: join(folder, output),
      tokenizer: { encoding: "gpt2" },
      unitBytes: 2000,
      ...options,
    }),
  };
}
