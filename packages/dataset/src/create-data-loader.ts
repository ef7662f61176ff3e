/** The notebook's create_dataloader: text to shuffled batches in one call. */
import type { IdEncoder, RandomSource } from "@windrow/interfaces";
import { DataLoader } from "./data-loader.ts";
import { SlidingWindowDataset } from "./sliding-window-dataset.ts";

/** Options of `createDataLoader`, with the notebook's names and defaults. */
export interface CreateDataLoaderOptions {
  /** Anything that turns text into ids; with several texts also `eotToken`, the id put between them. */
  readonly tokenizer: IdEncoder;
  /** Windows in a batch; default 4. */
  readonly batchSize?: number;
  /** Tokens in a window; default 256. */
  readonly maxLength?: number;
  /** Tokens from window to window; default 128. */
  readonly stride?: number;
  /** Whether each epoch has a new random order; default true. */
  readonly shuffle?: boolean;
  /** Whether a last batch of fewer windows is left out; default true. */
  readonly dropLast?: boolean;
  /** Worker threads; this version has 0. */
  readonly numWorkers?: 0;
  /** Epoch by epoch the orders that follow `torch.manual_seed(seed)`; without one a random seed is drawn. */
  readonly seed?: number | bigint;
  /** Epoch by epoch the orders of torch with `generator=`. Either this or `seed`. */
  readonly generator?: RandomSource;
}

/**
 * Encodes a text, or several with `eotToken` between them, and loads its windows in batches of
 * shape `[batchSize, maxLength]`.
 * @throws DatasetError as SlidingWindowDataset and DataLoader; and what the tokenizer throws
 */
export function createDataLoader(text: string | Iterable<string>, options: CreateDataLoaderOptions): DataLoader {
  const { tokenizer, batchSize = 4, maxLength = 256, stride = 128, shuffle = true, dropLast = true, ...rest } = options;
  const dataset = SlidingWindowDataset.fromText(text, { tokenizer, maxLength, stride });
  return new DataLoader(dataset, { ...rest, batchSize, shuffle, dropLast });
}
