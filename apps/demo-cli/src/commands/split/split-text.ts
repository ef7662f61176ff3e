/**
 * A text in chunks of at most so many tokens, as `splitByTokens` of the tokenizers cuts them, with their places as
 * Python's slices count them.
 */
import type { EncodeOptions, SplitByTokensOptions } from "@windrow/tokenizer-bpe";
import type { TextChunk } from "../../read/read-utf8-chunks.ts";
import { countCodePoints } from "../../show/count-code-points.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";

/** A chunk of a text. */
export interface SplitChunk {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  /** Tokens of the chunk alone. */
  readonly tokens: number;
  /** Code points of the text before the chunk, and before its end: as Python's slices count. */
  readonly start: number;
  readonly end: number;
}

/** How a text is split. */
export type SplitSizes = Required<Pick<SplitByTokensOptions, "maxTokens" | "overlap" | "at">>;

/** @throws what the tokenizer throws where a code point alone has more tokens than a chunk, and what `texts` throws */
export async function* splitText(
  texts: AsyncIterable<TextChunk>,
  sizes: SplitSizes,
  tokenizer: Pick<TextTokenizer, "splitByTokens">,
  { allowedSpecial }: EncodeOptions,
): AsyncGenerator<SplitChunk> {
  let index = 0;
  let start = 0;
  let before = { text: "", start: 0 };
  for await (const chunk of tokenizer.splitByTokens(textsOf(texts), { ...sizes, allowedSpecial })) {
    start += countCodePoints(before.text.slice(0, chunk.start - before.start));
    before = chunk;
    const { text, tokens } = chunk;
    yield { index: index++, text, tokens, start, end: start + countCodePoints(text) };
  }
}

async function* textsOf(chunks: AsyncIterable<TextChunk>): AsyncGenerator<string> {
  for await (const { text } of chunks) yield text;
}
