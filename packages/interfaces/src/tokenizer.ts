/** Token ids: `0 <= id < vocabSize`, one int32 each, the element type that ONNX Gather takes. */
export type TokenIds = Int32Array;

/** Text to token ids and back. */
export interface Tokenizer {
  /** Largest id + 1: the number of rows that an embedding table needs. */
  readonly vocabSize: number;
  /** Id of `<|endoftext|>`, the token that ends a document; `undefined` where the vocabulary has none. */
  readonly eotToken: number | undefined;
  /** Identifies everything that decides the ids: equal fingerprints, equal ids. windrow's tokenizers give a sha256 in 64 hex digits. */
  readonly fingerprint: string;
  /** Ids of a text, in a fresh array that the caller owns. */
  encode(text: string): TokenIds;
  /** Text of the ids. Throws where an id is not in the vocabulary. */
  decode(ids: ArrayLike<number>): string;
}

/**
 * The least that a package needs to turn text into ids. js-tiktoken's, gpt-tokenizer's and
 * transformers.js' objects satisfy it as they are.
 */
export interface IdEncoder {
  /** Ids of a text. */
  encode(text: string): ArrayLike<number>;
  /** Id put between joined texts; needed only where several texts are joined. */
  readonly eotToken?: number | undefined;
}
