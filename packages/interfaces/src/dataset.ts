import type { TokenIds } from "./tokenizer.ts";

/**
 * Tokens that can be read by position: shards on disk, or anything else.
 * Tokens in memory need no such wrapper.
 */
export interface TokenSource {
  /** Number of tokens. */
  readonly length: number;
  /** Fills `out` with the tokens at `start .. start + out.length - 1`; throws where that is out of range. */
  read(start: number, out: TokenIds): void;
}

/** Samples by index, as PyTorch's map-style Dataset. */
export interface Dataset<Sample> {
  /** Number of samples. */
  readonly length: number;
  /** Identifies the content, where the dataset can: equal fingerprints, equal samples. */
  readonly fingerprint?: string;
  /** The sample at `index`, `0 <= index < length`. */
  get(index: number): Sample;
}

/** One training example: `maxLength` ids, and the same shifted by one, which a model learns to predict. */
export interface TokenWindow {
  /** Ids `start .. start + maxLength - 1`. */
  readonly inputIds: TokenIds;
  /** Ids `start + 1 .. start + maxLength`. */
  readonly targetIds: TokenIds;
}
