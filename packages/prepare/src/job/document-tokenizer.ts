/** What a job needs of a tokenizer, whichever package it is from. */

export interface DocumentTokenizer {
  readonly name: string;
  /** sha256 over everything that decides the ids. */
  readonly fingerprint: string;
  /** The largest id + 1. */
  readonly vocabSize: number;
  /** Id of the token that ends a document. */
  readonly eotToken: number | undefined;
  /** The ids of a text, or of its UTF-8, in which special tokens are text like the rest; good until `use` returns. */
  useOrdinary<T>(text: string | Uint8Array, use: (ids: Int32Array) => T): T;
  /** The same for a text in chunks, cut anywhere. */
  encodeStream(options: { readonly disallowedSpecial: readonly string[] }): TransformStream<string, Int32Array>;
}
