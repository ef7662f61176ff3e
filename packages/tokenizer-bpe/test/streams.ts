/** Streams of chunks, for tests. */
import { expect } from "vitest";
import type { BpeTokenizer, EncodeOptions } from "../src/index.ts";

/** Special tokens, and what looks like the beginning of one. */
export const BEGINNINGS: readonly string[] = ["<|endoftext|>", "<|end|>", "<|endo", "<|", "<|endoftext|", "|>"];

/** Hands over a chunk when it is asked for: Node moves a whole queue for each chunk that it takes from it. */
export function streamOf<T>(chunks: readonly T[]): ReadableStream<T> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next < chunks.length) controller.enqueue(chunks[next++]!);
      else controller.close();
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
  if (parts.some(({ length }) => length === 0)) expect.unreachable("a chunk without ids");
  const ids: number[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) ids.push(part[i]!);
  return ids;
}
