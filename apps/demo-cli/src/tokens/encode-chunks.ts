/** Ids of a text that comes in chunks, cut anywhere. */
import { ReadableStream } from "node:stream/web";
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** Ids in chunks, as soon as they are certain. @throws BpeError BPE_PIECE_TOO_LONG, HfError HF_PATTERN_TOO_SLOW, and what the texts throw */
export function encodeChunks(
  texts: AsyncIterable<string>,
  tokenizer: Pick<TextTokenizer, "encodeStream">,
  rules: EncodeOptions,
): AsyncIterable<Int32Array> {
  // Node's types of a stream and the web's differ in what a byte reader takes, which is not used here.
  const stream = ReadableStream.from(texts) as unknown as globalThis.ReadableStream<string>;
  return stream.pipeThrough(tokenizer.encodeStream(rules)) as unknown as AsyncIterable<Int32Array>;
}
