/** Options of a DataLoader, and their checks. */
import { checkBoolean, checkFunction, checkInteger, checkOptions, invalidOption } from "@windrow/core";
import type { Batch, Dataset, RandomSource, TokenWindow, WorkerModule } from "@windrow/interfaces";
import type { Collate } from "../batches/batch-maker.ts";
import { DatasetError } from "../errors.ts";
import { checkDataset, checkSampler, fail } from "../options.ts";
import { checkRandomness, checkShuffled } from "../sampler-options.ts";
import type { Sampler } from "../samplers/sampler.ts";
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
  /**
   * Epoch by epoch the orders that follow `torch.manual_seed(seed)`: the loader and a sampler without a
   * seed of its own draw from one stream, which nothing else draws from. With neither this nor a
   * generator both draw from the default generator, which `manualSeed` of @windrow/random seeds.
   */
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
  /** Batches that each worker makes ahead; default 2. For numWorkers of at least 1. */
  readonly prefetchFactor?: number | undefined;
  /**
   * Seconds to wait for a batch from the workers before the loop fails with DATASET_WORKER_TIMEOUT and
   * ends them, as torch's; 0 to 2,147,483, fractions too. Default 0: waits as long as it takes. For
   * numWorkers of at least 1.
   */
  readonly timeout?: number | undefined;
  /** How a worker makes the dataset, where the dataset does not say it by itself. */
  readonly workerDataset?: WorkerModule | undefined;
  /** How a worker makes the collate, where there is one. */
  readonly workerCollate?: WorkerModule | undefined;
}

/** Options of a DataLoader over samples that are not windows. */
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
  "timeout",
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
  readonly timeout: number;
};

/** The longest that a timer takes: 2^31 - 1 milliseconds. */
const MAX_TIMEOUT_SECONDS = 2_147_483;

/** Checks options one by one and against each other. */
export function checkLoaderOptions<Sample, Output>(
  dataset: Dataset<Sample>,
  options: DataLoaderOptions<Sample, Output>,
): CheckedOptions<Sample, Output> {
  const {
    batchSize = 1,
    shuffle = false,
    sampler,
    batchSampler,
    dropLast = false,
  } = checkOptions(fail, options, DATA_LOADER_OPTIONS);
  const { seed, generator, collate, reuseBuffers = false, numWorkers = 0 } = options;
  const { prefetchFactor = 2, timeout = 0 } = options;
  checkDataset(dataset);
  checkInteger(fail, "batchSize", batchSize, 1);
  checkBoolean(fail, "dropLast", dropLast);
  checkBoolean(fail, "shuffle", shuffle);
  checkBoolean(fail, "reuseBuffers", reuseBuffers);
  checkInteger(fail, "prefetchFactor", prefetchFactor, 1);
  checkInteger(fail, "numWorkers", numWorkers, 0, 1024);
  if (!(typeof timeout === "number" && timeout >= 0 && timeout <= MAX_TIMEOUT_SECONDS)) {
    throw invalidOption(fail, "timeout", timeout, `seconds from 0 (no limit) to ${MAX_TIMEOUT_SECONDS}`);
  }
  if (sampler !== undefined) checkSampler("sampler", sampler);
  if (batchSampler !== undefined) checkSampler("batchSampler", batchSampler);
  checkRandomness({ seed, generator });
  if (seed !== undefined) checkSeedHasEffect(options, numWorkers);
  checkWorkersFor(options, numWorkers);
  if (collate !== undefined) checkFunction(fail, "collate", collate);
  for (const name of ["batchSize", "shuffle", "sampler", "dropLast"] as const) {
    if (batchSampler !== undefined && options[name] !== undefined && options[name] !== false) {
      throw invalidOption(fail, name, options[name], `no ${name} with a batchSampler, which makes the batches`);
    }
  }
  if (shuffle && sampler !== undefined) {
    throw invalidOption(fail, "shuffle", true, "no shuffle with a sampler, which decides the order");
  }
  if (reuseBuffers && collate !== undefined) {
    throw invalidOption(fail, "reuseBuffers", true, "no reuseBuffers with a collate, which makes its own batches");
  }
  if (shuffle && dataset.length === 0) throw emptyDataset(dataset);
  if (shuffle) checkShuffled(dataset.length);
  return { ...options, batchSize, shuffle, dropLast, reuseBuffers, numWorkers, prefetchFactor, timeout };
}

/** Refuses a seed that changes nothing: somebody counts on it. */
function checkSeedHasEffect(
  options: Pick<DataLoaderOptions, "seed" | "shuffle" | "sampler" | "batchSampler">,
  numWorkers: number,
): void {
  const { seed, shuffle, sampler = options.batchSampler } = options;
  if (sampler?.randomness === "seed") {
    throw invalidOption(
      fail,
      "seed",
      seed,
      "a seed on the loader or on its sampler, not on both; given only the loader's, a sampler without a seed draws from it, as after torch.manual_seed(seed)",
    );
  }
  // `shuffle: false` says that no random order is wanted; a shuffle left out was perhaps forgotten.
  if (shuffle === undefined && sampler === undefined && numWorkers === 0) {
    throw invalidOption(fail, "seed", seed, "no seed without shuffle: true or a sampler; nothing is drawn from it");
  }
}

/** Refuses what is for worker threads where there are none, as torch does. */
function checkWorkersFor(
  options: Pick<DataLoaderOptions<never, unknown>, "prefetchFactor" | "timeout" | "workerCollate" | "collate">,
  numWorkers: number,
): void {
  if (numWorkers > 0) return;
  const { prefetchFactor, timeout, workerCollate, collate } = options;
  const needsWorkers = "numWorkers of at least 1 with it, or no";
  if (prefetchFactor !== undefined) {
    throw invalidOption(fail, "prefetchFactor", prefetchFactor, `${needsWorkers} prefetchFactor`);
  }
  if (timeout !== undefined && timeout !== 0) throw invalidOption(fail, "timeout", timeout, `${needsWorkers} timeout`);
  if (workerCollate !== undefined && collate === undefined) {
    throw invalidOption(
      fail,
      "workerCollate",
      workerCollate,
      `${needsWorkers} workerCollate; without workers, collate makes the batches`,
    );
  }
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
