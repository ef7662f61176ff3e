/**
 * PyTorch's DataLoader: a dataset's samples in batches, in torch's order for torch's seeds.
 * What is drawn when, shuffled-order.ts says.
 */
import type { Batch, Dataset, RandomSource, TokenWindow } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { collateWindows } from "./collate-windows.ts";
import { DatasetError } from "./errors.ts";
import {
  checkBoolean,
  checkDataset,
  checkFunction,
  checkGenerator,
  checkPositiveInteger,
  checkSampler,
  invalidOption,
} from "./options.ts";
import { drawBaseSeed, shuffledOrder, type OrderSource } from "./shuffled-order.ts";
import type { SlidingWindowDataset } from "./sliding-window-dataset.ts";

/** Indices in the order in which a loader takes them. */
export interface Sampler extends Iterable<number> {
  /** Number of indices in one pass. */
  readonly length: number;
}

/** Options of a DataLoader, named and meant as torch's. */
export interface DataLoaderOptions<Sample = TokenWindow, Output = Batch> {
  /** Samples in a batch; default 1. */
  readonly batchSize?: number | undefined;
  /** Whether each epoch has a new random order; default false. */
  readonly shuffle?: boolean | undefined;
  /** The order, where neither the dataset's nor a random one is wanted. */
  readonly sampler?: Sampler | undefined;
  /** Whether a last batch of fewer samples is left out; default false. */
  readonly dropLast?: boolean | undefined;
  /** Worker threads that make batches ahead; this version has 0, batches made as they are asked for. */
  readonly numWorkers?: 0 | undefined;
  /** Epoch by epoch the orders that follow `torch.manual_seed(seed)`; without one a random seed is drawn. */
  readonly seed?: number | bigint | undefined;
  /** Epoch by epoch the orders of torch with `generator=`. Either this or `seed`. */
  readonly generator?: RandomSource | undefined;
  /** Makes a batch of samples; by default windows become two `[batch, sequence]` tensors. */
  readonly collate?: ((samples: readonly Sample[]) => Output) | undefined;
}

/** Options of a DataLoader over samples that are no windows. */
export interface CollatingOptions<Sample, Output> extends DataLoaderOptions<Sample, Output> {
  readonly collate: (samples: readonly Sample[]) => Output;
}

/**
 * Batches of a dataset. Each pass over it is an epoch; it can be iterated with `for` and `for await`.
 *
 * @example
 * const loader = new DataLoader(dataset, { batchSize: 8, shuffle: true, seed: 123 });
 * for (const { inputIds, targetIds } of loader) inputIds.dims; // [ 8, maxLength ]
 */
export class DataLoader<Sample = TokenWindow, Output = Batch> implements Iterable<Output>, AsyncIterable<Output> {
  /** The dataset, as given. */
  readonly dataset: Dataset<Sample>;
  /** Samples in a batch. */
  readonly batchSize: number;
  /** Whether a last batch of fewer samples is left out. */
  readonly dropLast: boolean;
  readonly #sampler: Sampler | undefined;
  readonly #shuffle: boolean;
  readonly #orderSource: OrderSource;
  readonly #collate: (samples: readonly Sample[]) => Output;

  /**
   * @param dataset windows, or samples of another kind with a `collate` that batches them
   * @throws DatasetError DATASET_INVALID_OPTION; DATASET_EMPTY where an empty dataset is to be
   *   shuffled (torch's ValueError); RandomError RANDOM_INVALID_SEED
   */
  constructor(dataset: Dataset<Sample & TokenWindow>, options?: DataLoaderOptions<Sample, Output>);
  constructor(dataset: Dataset<Sample>, options: CollatingOptions<Sample, Output>);
  constructor(dataset: Dataset<Sample>, options: DataLoaderOptions<Sample, Output> = {}) {
    const { batchSize = 1, shuffle = false, sampler, dropLast = false, numWorkers = 0, seed, generator } = options;
    this.dataset = checkDataset(dataset);
    this.batchSize = checkPositiveInteger("batchSize", batchSize);
    this.dropLast = checkBoolean("dropLast", dropLast);
    this.#shuffle = checkBoolean("shuffle", shuffle);
    this.#sampler = sampler === undefined ? undefined : checkSampler(sampler);
    if (numWorkers !== 0) throw invalidOption("numWorkers", numWorkers, "0, the only number this version has");
    if (shuffle && sampler !== undefined) {
      throw invalidOption("shuffle", true, "no shuffle beside a sampler, which decides the order");
    }
    if (seed !== undefined && generator !== undefined) {
      throw invalidOption("seed", seed, "either seed or generator, not both");
    }
    if (shuffle && dataset.length === 0) throw emptyDataset(dataset);
    this.#orderSource = {
      random:
        generator === undefined ? new Generator(seed === undefined ? randomSeed() : seed) : checkGenerator(generator),
      isExplicit: generator !== undefined,
    };
    const collate = options.collate ?? (collateWindows as unknown as (samples: readonly Sample[]) => Output);
    this.#collate = checkFunction("collate", collate);
  }

  /** Number of batches in an epoch. */
  get length(): number {
    const batches = (this.#sampler ?? this.dataset).length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  /** Begins an epoch. Batches are made one by one, as they are asked for. */
  [Symbol.iterator](): IterableIterator<Output> {
    drawBaseSeed(this.#orderSource);
    return this.#batches();
  }

  /** Begins an epoch; the batches and their order are those of the synchronous iterator. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Output> {
    return toAsync(this[Symbol.iterator]());
  }

  *#batches(): IterableIterator<Output> {
    let samples: Sample[] = [];
    for (const index of this.#order()) {
      samples.push(this.dataset.get(index));
      if (samples.length < this.batchSize) continue;
      yield this.#collate(samples);
      samples = [];
    }
    if (samples.length > 0 && !this.dropLast) yield this.#collate(samples);
  }

  #order(): Iterable<number> {
    const { length } = this.dataset;
    if (this.#sampler) return this.#sampler;
    return this.#shuffle ? shuffledOrder(this.#orderSource, length) : sequence(length);
  }
}

function* sequence(length: number): Iterable<number> {
  for (let index = 0; index < length; index++) yield index;
}

async function* toAsync<T>(iterator: IterableIterator<T>): AsyncIterableIterator<T> {
  yield* iterator;
}

function randomSeed(): bigint {
  return crypto.getRandomValues(new BigUint64Array(1))[0]!;
}

function emptyDataset(dataset: Dataset<unknown>): DatasetError {
  const { tokens, maxLength } = dataset as Partial<Pick<SlidingWindowDataset, "tokens" | "maxLength">>;
  const found =
    tokens !== undefined && maxLength !== undefined
      ? `${tokens.length} tokens, and one window of maxLength ${maxLength} needs ${maxLength + 1}; give more text or a smaller maxLength`
      : "its length is 0; give it samples, or leave shuffle out";
  return new DatasetError("DATASET_EMPTY", `The dataset has nothing to shuffle: ${found}.`);
}
