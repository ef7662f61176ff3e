import type { TokenIds } from "./tokenizer.ts";

/**
 * Tokens that can be read by position: shards on disk, or anything else.
 * Tokens in memory need no such wrapper.
 */
export interface TokenSource {
  /** Number of tokens. */
  readonly length: number;
  /** Identifies the tokens, where the source can: equal fingerprints, equal tokens. */
  readonly fingerprint?: string | undefined;
  /** How another thread opens the same tokens, where it can. */
  readonly workerModule?: WorkerModule | undefined;
  /** Fills `out` with the tokens at `start .. start + out.length - 1`; throws where that is out of range. */
  read(start: number, out: TokenIds): void;
}

/**
 * How a worker thread gets an object that cannot be sent to it: it imports the module and calls one
 * of its functions, since functions do not cross threads.
 *
 * @example
 * const { [made.export]: open } = await import(made.url);
 * const tokens = await open(made.data); // made: the workerModule of a TokenSource
 */
export interface WorkerModule {
  /** The module's URL, absolute. */
  readonly url: string;
  /** Name of the exported function that makes the object, or a promise of it. */
  readonly export: string;
  /** The function's one argument; it can be cloned by `structuredClone`. */
  readonly data: unknown;
}

/** Samples by index, as PyTorch's map-style Dataset. */
export interface Dataset<Sample> {
  /** Number of samples. */
  readonly length: number;
  /** Identifies the content, where the dataset can: equal fingerprints, equal samples. */
  readonly fingerprint?: string | undefined;
  /** How another thread makes the same dataset, where it can. */
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
