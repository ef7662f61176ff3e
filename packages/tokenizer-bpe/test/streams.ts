/** Streams of chunks, for tests. */
import { expect } from "vitest";
import type { BpeTokenizer, EncodeOptions } from "../src/index.ts";

/** Special tokens, and what looks like the beginning of one. */
export const BEGINNINGS: readonly string[] = ["<|endoftext|>", "<|end|>", "<|endo", "<|", "<|endoftext|", "|>"];

export function streamOf<T>(chunks: readonly T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

export async function collect<T>(stream: ReadableStream<T>): Promise<T[]> {
  const chunks: T[] = [];
  const reader = stream.getReader();
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) chunks.push(value!);
  return chunks;
}

export async function encodeChunks(
  tokenizer: BpeTokenizer,
  chunks: string[],
  options?: EncodeOptions,
): Promise<number[]> {
  const parts = await collect(streamOf(chunks).pipeThrough(tokenizer.encodeStream(options)));
  expect(parts.every(({ length }) => length > 0)).toBe(true);
  return parts.flatMap((ids) => [...ids]);
}
