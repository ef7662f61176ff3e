/** Options of a DataLoader, and their checks. */
import type { Batch, Dataset, RandomSource, TokenWindow, WorkerModule } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import {
  checkBoolean,
  checkDataset,
  checkFunction,
  checkOptionsObject,
  checkPositiveInteger,
  checkSampler,
  invalidOption,
} from "../options.ts";
import { checkRandomness, checkShuffled } from "../sampler-options.ts";
import type { Sampler } from "../samplers/sampler.ts";
import type { Collate } from "./batch-maker.ts";
import type { SamplerOf } from "./loader-order.ts";

/** Options of a DataLoader, named and meant as torch's. */
export interface DataLoaderOptions<Sample = TokenWindow, Output = Batch> {
  /** Samples in a batch; default 1. */
  readonly batchSize?: number | undefined;
  /** Whether each epoch has a new random order; default false. */
  readonly shuffle?: boolean | undefined;
  /** The order, where neither the dataset's nor a random one is wanted. */
  readonly sampler?: Sampler | undefined;
  /** Batches of indices, where the loader is not to make them: in place of batchSize, shuffle, sampler and dropLast. */
  readonly batchSampler?: SamplerOf<readonly number[]> | undefined;
  /** Whether a last batch of fewer samples is left out; default false. */
  readonly dropLast?: boolean | undefined;
  /** Epoch by epoch the orders that follow `torch.manual_seed(seed)`; without one a random seed is drawn. */
  readonly seed?: number | bigint | undefined;
  /** Epoch by epoch the orders of torch with `generator=`. Either this or `seed`. */
  readonly generator?: RandomSource | undefined;
  /** Makes a batch of samples; by default windows become two `[batch, sequence]` tensors. */
  readonly collate?: Collate<Sample, Output> | undefined;
  /**
   * Whether every batch comes in the same buffer, which the next batch overwrites (with workers: takes
   * away, so that its arrays have length 0); default false. Saves fresh memory; copy what you keep. For
   * the default collate.
   */
  readonly reuseBuffers?: boolean | undefined;
  /**
   * Worker threads of Node that make batches ahead, for `for await`; default 0: batches are made as they
   * are asked for. For windows in memory 0 is faster.
   */
  readonly numWorkers?: number | undefined;
  /** Batches that each worker makes ahead; default 2. */
  readonly prefetchFactor?: number | undefined;
  /** How a worker makes the dataset, where the dataset does not say it by itself. */
  readonly workerDataset?: WorkerModule | undefined;
  /** How a worker makes the collate, where there is one. */
  readonly workerCollate?: WorkerModule | undefined;
}

/** Options of a DataLoader over samples that are no windows. */
export interface CollatingOptions<Sample, Output> extends DataLoaderOptions<Sample, Output> {
  readonly collate: Collate<Sample, Output>;
}

const DATA_LOADER_OPTIONS = [
  "batchSize",
  "shuffle",
  "sampler",
  "batchSampler",
  "dropLast",
  "seed",
  "generator",
  "collate",
  "reuseBuffers",
  "numWorkers",
  "prefetchFactor",
  "workerDataset",
  "workerCollate",
] as const;

/** Options with their defaults. */
export type CheckedOptions<Sample, Output> = DataLoaderOptions<Sample, Output> & {
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly dropLast: boolean;
  readonly reuseBuffers: boolean;
  readonly numWorkers: number;
  readonly prefetchFactor: number;
};

/** Checks options one by one and against each other. */
export function checkOptions<Sample, Output>(
  dataset: Dataset<Sample>,
  options: DataLoaderOptions<Sample, Output>,
): CheckedOptions<Sample, Output> {
  const {
    batchSize = 1,
    shuffle = false,
    sampler,
    batchSampler,
    dropLast = false,
  } = checkOptionsObject(options, DATA_LOADER_OPTIONS);
  const { seed, generator, collate, reuseBuffers = false, numWorkers = 0, prefetchFactor = 2 } = options;
  checkDataset(dataset);
  checkPositiveInteger("batchSize", batchSize);
  checkBoolean("dropLast", dropLast);
  checkBoolean("shuffle", shuffle);
  checkBoolean("reuseBuffers", reuseBuffers);
  checkPositiveInteger("prefetchFactor", prefetchFactor);
  if (!(Number.isSafeInteger(numWorkers) && numWorkers >= 0 && numWorkers <= 1024)) {
    throw invalidOption("numWorkers", numWorkers, "an integer from 0 to 1024");
  }
  if (sampler !== undefined) checkSampler("sampler", sampler);
  if (batchSampler !== undefined) checkSampler("batchSampler", batchSampler);
  checkRandomness({ seed, generator });
  if (collate !== undefined) checkFunction("collate", collate);
  for (const name of ["batchSize", "shuffle", "sampler", "dropLast"] as const) {
    if (batchSampler !== undefined && options[name] !== undefined && options[name] !== false) {
      throw invalidOption(name, options[name], `no ${name} beside a batchSampler, which makes the batches`);
    }
  }
  if (shuffle && sampler !== undefined) {
    throw invalidOption("shuffle", true, "no shuffle beside a sampler, which decides the order");
  }
  if (reuseBuffers && collate !== undefined) {
    throw invalidOption("reuseBuffers", true, "no reuseBuffers beside a collate, which makes its own batches");
  }
  if (shuffle && dataset.length === 0) throw emptyDataset(dataset);
  if (shuffle) checkShuffled(dataset.length);
  return { ...options, batchSize, shuffle, dropLast, reuseBuffers, numWorkers, prefetchFactor };
}

function emptyDataset(dataset: Dataset<unknown>): DatasetError {
  const { tokens, maxLength, documentEnds } = dataset as Dataset<unknown> &
    Partial<{ tokens: ArrayLike<number>; maxLength: number; documentEnds: ArrayLike<number> }>;
  const documents = documentEnds === undefined ? "" : ` in ${documentEnds.length} separate documents`;
  const found =
    tokens !== undefined && maxLength !== undefined
      ? `${tokens.length} tokens${documents}, and one window of maxLength ${maxLength} needs ${maxLength + 1}; give more text or a smaller maxLength`
      : "its length is 0; give it samples, or leave shuffle out";
  return new DatasetError("DATASET_EMPTY", `The dataset has nothing to shuffle: ${found}.`);
}
