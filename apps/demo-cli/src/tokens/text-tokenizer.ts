/** What commands need of a tokenizer, whichever package it is from. */
import type { EncodeOptions, SplitByTokensOptions, TokenChunk, TruncateOptions } from "@windrow/tokenizer-bpe";
import type { Piece } from "./pieces.ts";

export interface TextTokenizer {
  readonly name: string;
  /** The largest id + 1. */
  readonly vocabSize: number;
  /** Ids of special tokens, by name. */
  readonly specialTokens: ReadonlyMap<string, number>;
  encode(text: string, rules?: EncodeOptions): Int32Array;
  /** How many ids `encode` gives a text. @param utf8 its bytes, which were checked */
  countUtf8(utf8: Buffer, rules: EncodeOptions): number;
  /** The same of a text in chunks, cut anywhere. */
  encodeStream(rules: EncodeOptions): TransformStream<string, Int32Array>;
  /** The beginning of a text that its first tokens hold, cut between code points; or what the options keep. */
  truncate(text: string, maxTokens: number, options: TruncateOptions): string;
  /** Chunks of at most so many tokens of a text in parts, cut anywhere. */
  splitByTokens(texts: AsyncIterable<string>, options: SplitByTokensOptions): AsyncIterable<TokenChunk>;
  decode(ids: ArrayLike<number>): string;
  decodeBytes(ids: ArrayLike<number>): Uint8Array;
  /** Those of one token: they may be a part of a character. */
  tokenBytes(id: number): Uint8Array;
  /** The pieces of a text that `encode` gave these ids, in order, made as they are asked for. */
  pieces(text: string, ids: Int32Array, rules: EncodeOptions): Iterable<Piece>;
  /** How merging made each token. */
  origins(): Promise<TokenOrigins>;
  /** All merges, in the order learned; undefined where tokens are not made by one merge each. */
  listMerges(): Promise<MergeList | undefined>;
  /** A file with the same tokenizer, for the page of a report. */
  toFile(): Promise<TokenizerFile>;
}

export interface TokenOrigins {
  /** How many ranks there are. */
  readonly ranks: number;
  of(id: number): TokenOrigin;
}

export interface TokenOrigin {
  /** The order in which pairs are merged, lowest first; null for what no merge makes. */
  readonly rank: number | null;
  /** The two tokens whose merge makes it; empty for what no merge makes. */
  readonly from: readonly number[];
}

export interface MergeList {
  /** By name, in printable characters. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  idOf(name: string): number;
}

/** A tokenizer.json or tekken.json. */
interface TokenizerFile {
  readonly json: string;
}
