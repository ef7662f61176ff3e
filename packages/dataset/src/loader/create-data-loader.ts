/** The notebook's create_dataloader: text to shuffled batches in one call. */
import { checkOptions } from "@windrow/core";
import { fail } from "../options.ts";
import { DataLoader } from "./data-loader.ts";
import type { DataLoaderOptions } from "./data-loader-options.ts";
import { TEXT_OPTIONS, type TextOptions } from "../windows/encode-texts.ts";
import { SlidingWindowDataset } from "../windows/sliding-window-dataset.ts";

/** Options of `createDataLoader`, with the notebook's names and defaults. */
export interface CreateDataLoaderOptions
  extends
    TextOptions,
    Pick<DataLoaderOptions, "numWorkers" | "prefetchFactor" | "timeout" | "reuseBuffers" | "seed" | "generator"> {
  /** Windows in a batch; default 4. */
  readonly batchSize?: number | undefined;
  /** Tokens in a window; default 256. */
  readonly maxLength?: number | undefined;
  /** Tokens from window to window; default 128. */
  readonly stride?: number | undefined;
  /** Whether each epoch has a new random order; default true. */
  readonly shuffle?: boolean | undefined;
  /** Whether a last batch of fewer windows is left out; default true. */
  readonly dropLast?: boolean | undefined;
}

const OPTIONS = [
  ...TEXT_OPTIONS,
  "batchSize",
  "maxLength",
  "stride",
  "shuffle",
  "dropLast",
  "numWorkers",
  "prefetchFactor",
  "timeout",
  "reuseBuffers",
  "seed",
  "generator",
] as const;

/**
 * Encodes a text, or several (by default with `eotToken` between them), and loads its windows in batches of
 * shape `[batchSize, maxLength]`.
 * @throws DatasetError as SlidingWindowDataset and DataLoader; and what the tokenizer throws
 * @example
 * const loader = createDataLoader(text, { tokenizer: gpt2, batchSize: 8, maxLength: 100, stride: 100, seed: 123 });
 * for (const { inputIds } of loader) inputIds.dims; // [ 8, 100 ]
 */
export function createDataLoader(text: string | Iterable<string>, options: CreateDataLoaderOptions): DataLoader {
  const {
    batchSize = 4,
    maxLength = 256,
    stride = 128,
    shuffle = true,
    dropLast = true,
    numWorkers,
    prefetchFactor,
    timeout,
    reuseBuffers,
    seed,
    generator,
    tokenizer,
    eotToken,
    documents,
  } = checkOptions(fail, options, OPTIONS);
  const dataset = SlidingWindowDataset.fromText(text, { tokenizer, eotToken, documents, maxLength, stride });
  const workers = { numWorkers, prefetchFactor, timeout, reuseBuffers };
  return new DataLoader(dataset, { batchSize, shuffle, dropLast, seed, generator, ...workers });
}
