/** Sizes of a text that comes in chunks. What is in memory is a chunk, and the piece that is not yet certain. */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import type { TextChunk } from "../../read/read-utf8-chunks.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";

/** Sizes of a text in one or several encodings. */
export interface Sizes {
  /** In each tokenizer's encoding, in their order. */
  readonly tokens: readonly number[];
  /** Code points, as Python's len. */
  readonly chars: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/** What counts: the tokenizers, and which special tokens of a text are read as such. */
export interface Counting {
  readonly tokenizers: readonly Pick<TextTokenizer, "countUtf8" | "encodeStream">[];
  readonly rules: EncodeOptions;
}

/**
 * Reads the text once, whatever the number of encodings.
 * @param onRead is given the bytes and tokens so far, the latter of the first encoding
 * @throws BpeError BPE_PIECE_TOO_LONG, HfError HF_PATTERN_TOO_SLOW, and what the chunks throw
 */
export async function countStream(
  chunks: AsyncIterable<TextChunk>,
  { tokenizers, rules }: Counting,
  onRead: (bytes: number, tokens: number) => void,
): Promise<Sizes> {
  const tokens = tokenizers.map(() => 0);
  let [chars, bytes] = [0, 0];
  const streams = tokenizers.map((tokenizer) => tokenizer.encodeStream(rules));
  const writers = streams.map(({ writable }) => writable.getWriter());
  const counted = Promise.all(
    streams.map(async ({ readable }, i) => {
      for await (const ids of readable as unknown as AsyncIterable<Int32Array>) tokens[i]! += ids.length;
    }),
  );
  // What fails is awaited below, after the chunk that it failed on.
  counted.catch(() => {});
  try {
    for await (const chunk of chunks) {
      onRead(bytes, tokens[0]!);
      chars += chunk.chars;
      bytes += chunk.bytes;
      for (const writer of writers) await writer.write(chunk.text);
    }
    for (const writer of writers) await writer.close();
  } catch (error) {
    await Promise.allSettled(writers.map((writer) => writer.abort(error)));
    throw error;
  }
  await counted;
  return { tokens, chars, bytes };
}
