import type { TokenIds } from "./tokenizer.ts";

/**
 * How another thread makes the same dataset or source, since functions do not cross threads: it imports
 * the module `url` and calls the function that is exported as `export` with `data`.
 */
export interface WorkerModule {
  /** Absolute URL of the module, such as `new URL("./my-dataset.js", import.meta.url).href`. */
  readonly url: string;
  /** Name of the exported function, which may be asynchronous. */
  readonly export: string;
  /** Its argument: anything that `structuredClone` copies. */
  readonly data: unknown;
}

/**
 * Tokens that can be read by position: shards on disk, or anything else.
 * Tokens in memory need no such wrapper.
 */
export interface TokenSource {
  /** Number of tokens. */
  readonly length: number;
  /** Fills `out` with the tokens at `start .. start + out.length - 1`; throws where that is out of range. */
  read(start: number, out: TokenIds): void;
  /** Identifies the content, where the source can: equal fingerprints, equal tokens. */
  readonly fingerprint?: string | undefined;
  /** How a worker thread opens the same tokens, where it can. */
  readonly workerModule?: WorkerModule | undefined;
}

/** Samples by index, as PyTorch's map-style Dataset. */
export interface Dataset<Sample> {
  /** Number of samples. */
  readonly length: number;
  /** Identifies the content, where the dataset can: equal fingerprints, equal samples. */
  readonly fingerprint?: string | undefined;
  /** How a worker thread makes the same dataset, where it can. */
  readonly workerModule?: WorkerModule | undefined;
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
