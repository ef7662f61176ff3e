/** Whole jobs, against the slow twin: one thread, one writer, all in memory. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { prepare, type PrepareJob } from "@windrow/prepare";
import { seededTexts } from "@windrow/testing";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { expect } from "vitest";
import { filesOf, prepareSequentially, type SequentialOptions } from "./sequential.ts";
import { scratchFolder } from "./scratch.ts";

/** Well-formed texts, some empty, some twice. */
function makeDocuments(seed: number, count: number): string[] {
  const texts = seededTexts(seed, count, { maxLength: 200 }).map((text) => text.replace(/\p{Surrogate}/gu, "?"));
  return texts.flatMap((text, i) => (i % 7 === 0 ? ["", text] : i % 5 === 0 ? [text, texts[i - 1]!] : [text]));
}

/** As JSON lines in three files of uneven size. */
function writeInputs(folder: string, documents: readonly string[]): string[] {
  const cuts = [0, Math.floor(documents.length / 10), Math.floor(documents.length / 2), documents.length];
  return [0, 1, 2].map((i) => {
    const path = join(folder, `part-${i}.jsonl`);
    const lines = documents.slice(cuts[i], cuts[i + 1]).map((text) => `${JSON.stringify({ id: i, text })}\n`);
    writeFileSync(path, lines.join(""));
    return path;
  });
}

/** Options of a job, and of how it is done. */
export type WholeJob = Omit<SequentialOptions, "tokenizer"> & { readonly unitBytes: number; readonly threads: number };

export const WHOLE_JOBS: readonly WholeJob[] = [
  { unitBytes: 5000, threads: 2, shardTokens: 1000 },
  { unitBytes: 1, threads: 1, shardTokens: 777 },
  { unitBytes: 2 ** 24, threads: 3, shardTokens: 64 },
  { unitBytes: 3000, threads: 2, shardTokens: 1500, endOfText: "before", format: "npy" },
  { unitBytes: 3000, threads: 2, shardTokens: 2048, endOfText: "between", format: "llm.c" },
  { unitBytes: 700, threads: 2, shardTokens: 500, endOfText: "none" },
  { unitBytes: 700, threads: 2, shardTokens: 500, endOfText: "none", format: "megatron" },
  { unitBytes: 9000, threads: 2, shardTokens: 1200, endOfText: "between", format: "megatron" },
  { unitBytes: 4000, threads: 2, shardTokens: 900, removeDuplicates: true },
  { unitBytes: 4000, threads: 2, shardTokens: 900, validation: 0.2 },
  { unitBytes: 2500, threads: 2, shardTokens: 512, validation: 0.3, removeDuplicates: true, endOfText: "between" },
  { unitBytes: 2500, threads: 2, shardTokens: 400, validation: 0.5, removeDuplicates: true, format: "megatron" },
];

/**
 * Does the job, and compares every file.
 * @param texts how many it is of
 */
export async function expectAsSequentially(
  tokenizer: BpeTokenizer,
  { unitBytes, threads, ...options }: WholeJob,
  texts: number,
): Promise<void> {
  const folder = scratchFolder();
  const documents = makeDocuments(69, texts);
  const inputs = writeInputs(folder, documents);
  const expected = join(folder, "expected");
  await prepareSequentially(documents, expected, { tokenizer, ...options });

  const output = join(folder, "output");
  const encoding = tokenizer.name as "gpt2" | "o200k_base";
  const job: PrepareJob = { inputs, output, tokenizer: { encoding }, unitBytes, ...options };
  const result = await prepare(job, { executor: { kind: "threads", threads } });

  expect(filesOf(output)).toEqual(filesOf(expected));
  expect(result.done).toBe(true);
  const sets = result.sets.map(({ folder: set }) => openTokenShards(set));
  expect(sets.map(({ length }) => length)).toEqual(result.sets.map(({ tokens }) => tokens));
  expect(sets.reduce((sum, { documentEnds }) => sum + documentEnds!.length, 0)).toBe(result.documents);
  for (const set of sets) set.close();
}
