/** Sizes of a text that comes in chunks. What is in memory is a chunk, and the piece that is not yet certain. */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import type { Progress } from "../progress.ts";
import type { TextChunk } from "../read/read-utf8-chunks.ts";
import { encodeChunks } from "../tokens/encode-chunks.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";

/** Sizes of a text. */
export interface Counts {
  readonly tokens: number;
  /** Code points, as Python's len. */
  readonly chars: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
  /** Null where there is no token. */
  readonly charsPerToken: number | null;
}

/** @throws BpeError BPE_PIECE_TOO_LONG, HfError HF_PATTERN_TOO_SLOW, and what the chunks throw */
export async function countStream(
  chunks: AsyncIterable<TextChunk>,
  tokenizer: TextTokenizer,
  rules: EncodeOptions,
  progress: Progress,
): Promise<Counts> {
  let [tokens, chars, bytes] = [0, 0, 0];
  async function* texts(): AsyncGenerator<string> {
    for await (const chunk of chunks) {
      progress.update(bytes, tokens);
      chars += chunk.chars;
      bytes += chunk.bytes;
      yield chunk.text;
    }
  }
  for await (const ids of encodeChunks(texts(), tokenizer, rules)) tokens += ids.length;
  return { tokens, chars, bytes, charsPerToken: tokens === 0 ? null : chars / tokens };
}
