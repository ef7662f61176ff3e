/**
 * PyTorch's DataLoader: a dataset's samples in batches, in torch's order for torch's seeds.
 * What is drawn when, loader-random.ts says; which indices make a batch, pass.ts; how a batch is made,
 * ../batches/batch-maker.ts; what worker threads run is in ../workers/.
 */
import { invalidOption } from "@windrow/core";
import type { Batch, Dataset, TokenWindow } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import { Generator, withDefaultGenerator } from "@windrow/random";
import { freshArrays, reusedArrays } from "../batches/batch-arrays.ts";
import { batchMaker, type BatchMaker } from "../batches/batch-maker.ts";
import { fail } from "../options.ts";
import { workerJob } from "../workers/worker-job.ts";
import {
  checkLoaderOptions,
  type CheckedOptions,
  type CollatingOptions,
  type DataLoaderOptions,
} from "./data-loader-options.ts";
import {
  batchSamplerOrder,
  from,
  samplerOrder,
  sequentialOrder,
  shuffledOrder,
  type LoaderOrder,
} from "./loader-order.ts";
import { defaultRandom, generatorRandom, seededRandom, type LoaderRandom, type RandomState } from "./loader-random.ts";
import { checkLoaderState, identityOf, type DataLoaderState } from "./loader-state.ts";
import type { SamplerState } from "../samplers/sampler.ts";
import { Pass, type ResumedRandom } from "./pass.ts";
import { parseSeed, stateMismatch } from "../state-mismatch.ts";
import { workerBatches } from "./worker-batches.ts";

/** What a loaded state says of the next pass: batches that it leaves out, and where it draws from. */
interface Loaded {
  readonly batch: number;
  /** Whether the sampler's pass before is over. */
  readonly isSamplerEnded: boolean;
  readonly random?: ResumedRandom & { readonly state: RandomState };
}

const NOTHING_LOADED: Loaded = { batch: 0, isSamplerEnded: false };

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
  /** Worker threads that make batches ahead. */
  readonly numWorkers: number;
  readonly #options: CheckedOptions<Sample, Output>;
  readonly #order: LoaderOrder;
  readonly #random: LoaderRandom;
  #pass: Pass | undefined;
  /** A loaded state's, until the next pass begins. */
  #loaded: Loaded = NOTHING_LOADED;

  /**
   * @param dataset windows, or samples of another kind with a `collate` that batches them
   * @throws DatasetError DATASET_INVALID_OPTION; DATASET_EMPTY where an empty dataset is to be
   *   shuffled (torch's ValueError); RandomError RANDOM_INVALID_SEED
   */
  constructor(dataset: Dataset<Sample & TokenWindow>, options?: DataLoaderOptions<Sample, Output>);
  constructor(dataset: Dataset<Sample>, options: CollatingOptions<Sample, Output>);
  constructor(dataset: Dataset<Sample>, options: DataLoaderOptions<Sample, Output> = {}) {
    const checked = checkLoaderOptions(dataset, options);
    const { batchSize, dropLast, sampler, batchSampler, seed, generator } = checked;
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.numWorkers = checked.numWorkers;
    this.#options = checked;
    if (batchSampler !== undefined) this.#order = batchSamplerOrder(batchSampler, dataset.length);
    else if (sampler !== undefined) this.#order = samplerOrder(sampler, dataset.length, checked);
    else this.#order = (checked.shuffle ? shuffledOrder : sequentialOrder)(dataset.length, checked);
    if (generator !== undefined) this.#random = generatorRandom(generator);
    else if (seed === undefined) this.#random = defaultRandom();
    else this.#random = seededRandom(seed, this.#order.sampler !== undefined);
  }

  /** Number of batches in an epoch. */
  get length(): number {
    return this.#order.length;
  }

  /**
   * Begins an epoch. Batches are made one by one, as they are asked for.
   * @throws DatasetError DATASET_INVALID_OPTION where there are workers, which `for await` is for
   */
  [Symbol.iterator](): IterableIterator<Output> {
    if (this.numWorkers > 0) {
      throw invalidOption(fail, "numWorkers", this.numWorkers, "0 for a loop with for; worker threads need for await");
    }
    return batchesOf(this.#begin(), this.#batchMaker());
  }

  /** Begins an epoch; the batches and their order are those of the synchronous iterator, however many workers there are. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Output> {
    if (this.numWorkers > 0) {
      const job = workerJob(this.dataset, this.#options);
      return workerBatches<Output>(this.#begin(), job, this.#options);
    }
    return asyncBatchesOf(this.#begin(), this.#batchMaker());
  }

  /**
   * Where the epoch begun last stands, as plain JSON below 10 kB (15 where the loader and its sampler
   * each have a generator); after its end, the beginning of the next. Taken of a dataset with a fingerprint: the first state takes as long as that takes.
   * @throws DatasetError DATASET_NO_STATE where the generator has no getState()
   * @example
   * const state = JSON.stringify(loader.stateDict());
   */
  stateDict(): DataLoaderState {
    const pass = this.#pass;
    const isBetween = pass === undefined || pass.isEnded;
    const loaded = this.#loaded.random;
    const drawn = isBetween
      ? { random: loaded?.state ?? this.#random.state(), baseSeed: loaded?.baseSeed }
      : pass.drawn;
    const { random, baseSeed } = drawn;
    if (random === undefined) {
      throw new DatasetError(
        "DATASET_NO_STATE",
        "the generator has no getState() and setState(state), so the loader has no state; use one of @windrow/random, or a seed.",
      );
    }
    const sampler = isBetween ? this.#samplerState(random) : pass.samplerState();
    return {
      ...identityOf(this.dataset, this.#order, this.batchSize, this.dropLast),
      random,
      baseSeed: baseSeed?.toString() ?? null,
      sampler: sampler ?? null,
      isSamplerEnded: pass?.isEnded ?? this.#loaded.isSamplerEnded,
      batch: pass === undefined ? this.#loaded.batch : pass.isEnded ? 0 : pass.batch,
    };
  }

  /**
   * Goes on where a state was taken: the next epoch begun hands out exactly the batches that were
   * left, and those after it are what they would have been. Batches before are not made. To be called
   * before the loader is iterated; the number of workers may be another. When that epoch begins, the
   * generator (the default one, where the loader has neither seed nor generator) is set to where it stood.
   * @param state of a loader with the same dataset and options, such as `JSON.parse` gives it
   * @throws DatasetError DATASET_STATE_MISMATCH naming the field; DATASET_STATE_TOO_LATE. The loader is
   *   then unchanged
   */
  loadStateDict(state: DataLoaderState): void {
    if (this.#pass !== undefined) {
      throw new DatasetError(
        "DATASET_STATE_TOO_LATE",
        "the loader has been iterated already; load the state into a fresh loader, before its first batch.",
      );
    }
    const { sampler } = this.#order;
    checkLoaderState(state, identityOf(this.dataset, this.#order, this.batchSize, this.dropLast), this.length);
    const restore = this.#random.restoring(state.random);
    if (sampler?.loadStateDict !== undefined && state.sampler !== null) {
      sampler.loadStateDict(state.sampler);
      // A pass that is over is run through, so that the sampler draws for the next as it would have. The
      // default generator is not moved by it: the next pass sets it.
      if (state.isSamplerEnded)
        withDefaultGenerator(new Generator(0), () => {
          for (const _ of from(sampler, sampler.length));
        });
    } else if (sampler?.stateDict !== undefined || state.sampler !== null) {
      throw stateMismatch("loader", "sampler", state.sampler, "the state of this loader's sampler");
    }
    const { batch, isSamplerEnded, random } = state;
    const baseSeed = parseSeed(state.baseSeed);
    this.#loaded = { batch, isSamplerEnded, random: { state: random, restore, baseSeed } };
  }

  /** The sampler's state while no pass is under way. @param random where the loader's random numbers stand */
  #samplerState(random: RandomState): SamplerState | undefined {
    const take = (): SamplerState | undefined => this.#random.asDefault(() => this.#order.sampler?.stateDict?.());
    if (this.#pass !== undefined || this.#loaded.random !== undefined) return take();
    // The first pass draws once before its sampler does, which may draw from the same generator.
    const restore = this.#random.restoring(random);
    this.#random.beginPass();
    try {
      return take();
    } finally {
      restore();
    }
  }

  #begin(): Pass {
    const { batch, random } = this.#pass === undefined ? this.#loaded : NOTHING_LOADED;
    this.#loaded = NOTHING_LOADED;
    this.#pass = new Pass(this.#order, this.#random, batch, random);
    return this.#pass;
  }

  #batchMaker(): BatchMaker<Output> {
    const { collate, reuseBuffers } = this.#options;
    return batchMaker(this.dataset, collate, reuseBuffers ? reusedArrays() : freshArrays);
  }
}

function* batchesOf<Output>(pass: Pass, maker: BatchMaker<Output>): IterableIterator<Output> {
  for (let indices = pass.next(); indices !== undefined; indices = pass.next()) {
    const batch = maker.make(indices);
    pass.handOut();
    yield batch;
  }
  pass.end();
}

async function* asyncBatchesOf<Output>(pass: Pass, maker: BatchMaker<Output>): AsyncIterableIterator<Output> {
  for (let indices = pass.next(); indices !== undefined; indices = pass.next()) {
    const batch = await maker.makeAsync(indices);
    pass.handOut();
    yield batch;
  }
  pass.end();
}
