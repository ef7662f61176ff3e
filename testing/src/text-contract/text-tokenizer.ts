/** What BpeTokenizer and HfTokenizer have in common beyond Tokenizer: texts that may hold special tokens, and limits. */
import type { Tokenizer } from "@windrow/interfaces";

/** Which special tokens of a text count as one token. */
interface AllowedOptions {
  readonly allowedSpecial?: "all" | readonly string[];
}

/** How a text is split into chunks. */
export interface ChunkOptions extends AllowedOptions {
  readonly maxTokens: number;
  readonly overlap?: number;
  readonly at?: "sentence" | "line" | "word" | "token";
}

/** How a text that is too long is cut. */
interface TruncateOptions extends AllowedOptions {
  readonly keep?: "start" | "end" | "both";
  readonly ellipsis?: string;
}

export interface Chunk {
  readonly text: string;
  readonly tokens: number;
  readonly start: number;
  readonly end: number;
}

type Encoding = AllowedOptions & { readonly disallowedSpecial?: readonly string[] };

export interface TextTokenizer extends Omit<Tokenizer, "encode"> {
  encode(text: string, options?: Encoding): Int32Array;
  encodeWithOffsets(text: string, options?: Encoding): { readonly starts: Int32Array };
  readonly specialTokens: ReadonlyMap<string, number>;
  countTokens(text: string, options?: AllowedOptions): number;
  isWithinTokenLimit(text: string, limit: number, options?: AllowedOptions): boolean;
  tokenCountWithin(text: string, limit: number, options?: AllowedOptions): number | undefined;
  truncate(text: string, maxTokens: number, options?: TruncateOptions): string;
  extendSpecialTokens(specialTokens: Readonly<Record<string, number>> | ReadonlyMap<string, number>): TextTokenizer;
  openEncoder(options?: Encoding): { push(text: string): Int32Array; end(): Int32Array };
  openCounter(options?: AllowedOptions): { push(text: string): number; end(): number };
  openDecoder(): { push(ids: number | ArrayLike<number>): string; end(): string };
  encodeIterable(texts: Iterable<string>, options?: Encoding): Generator<Int32Array>;
  decodeIterable(ids: Iterable<number | ArrayLike<number>>): Generator<string>;
  splitByTokens(text: string | Iterable<string>, options: ChunkOptions): Generator<Chunk>;
  splitByTokens(text: AsyncIterable<string>, options: ChunkOptions): AsyncGenerator<Chunk>;
}

/** Values that are not limits. */
export const NOT_LIMITS: readonly unknown[] = [NaN, -1, -Infinity, 0.5, "5", 5n, null, undefined, [5]];

/** What stands for a special token in the texts of the suites; each tokenizer may have it or not. */
export const SPECIAL = "<|endoftext|>";
