/**
 * One rank's share of an order that all ranks have.
 *
 * The order of an epoch is randperm(n) of a generator seeded with seed + epoch; it is padded with
 * its own head, again and again, until the ranks divide it (or cut, with dropLast), and rank r takes
 * every numReplicas-th place from r on. Source: torch/utils/data/distributed.py.
 */
import { checkBoolean, checkInteger, checkOptions } from "@windrow/core";
import { Generator } from "@windrow/random";
import { fail } from "../options.ts";
import {
  checkEpoch,
  checkPosition,
  checkSeed,
  checkShuffled,
  checkSource,
  type SamplerSource,
} from "../sampler-options.ts";
import type { Sampler, SamplerState } from "./sampler.ts";
import { checkSamplerState, stateInteger } from "./sampler-state.ts";

/** Options of a DistributedSampler, named and meant as torch's. */
export interface DistributedSamplerOptions {
  /** Number of processes that share the dataset, at least 1. */
  readonly numReplicas: number;
  /** Which of them this one is, 0 to numReplicas - 1. */
  readonly rank: number;
  /** Whether each epoch has a random order; default true. */
  readonly shuffle?: boolean | undefined;
  /** Integer from -2^63 to 2^64 - 1, the same on all ranks; default 0. */
  readonly seed?: number | bigint | undefined;
  /** Whether the end is left out, so that the ranks divide it, and not padded; default false. */
  readonly dropLast?: boolean | undefined;
}

/**
 * The indices of one rank, as `torch.utils.data.DistributedSampler`. Takes 4 bytes an index of the
 * dataset while a shuffled pass lasts.
 *
 * Every pass has the order of the epoch last set, so call `setEpoch` before each.
 *
 * @example
 * const sampler = new DistributedSampler(5, { numReplicas: 2, rank: 1, shuffle: false });
 * [...sampler]; // [ 1, 3, 0 ]
 */
export class DistributedSampler implements Sampler {
  /** Number of indices in one pass, the same for all ranks. */
  readonly length: number;
  /** Number of processes that share the dataset. */
  readonly numReplicas: number;
  /** Which of them this one is. */
  readonly rank: number;
  readonly #range: number;
  readonly #shuffle: boolean;
  readonly #seed: bigint;
  readonly #dropLast: boolean;
  #epoch = 0;
  #begun: number | undefined;

  /**
   * @param dataset anything with a length, or the length itself: at most 214,748,363 shuffled
   * @throws DatasetError DATASET_INVALID_OPTION; RandomError RANDOM_INVALID_SEED
   */
  constructor(dataset: SamplerSource, options: DistributedSamplerOptions) {
    checkOptions(fail, options, ["numReplicas", "rank", "shuffle", "seed", "dropLast"]);
    const { numReplicas, rank, shuffle = true, seed = 0, dropLast = false } = options;
    this.#range = checkSource(dataset);
    this.numReplicas = checkInteger(fail, "numReplicas", numReplicas, 1);
    this.rank = checkInteger(fail, "rank", rank, 0, numReplicas - 1);
    this.#shuffle = checkBoolean(fail, "shuffle", shuffle);
    this.#seed = checkSeed(seed);
    this.#dropLast = checkBoolean(fail, "dropLast", dropLast);
    if (shuffle) checkShuffled(this.#range);
    this.length = dropLast ? Math.floor(this.#range / numReplicas) : Math.ceil(this.#range / numReplicas);
  }

  /** The epoch whose order the next pass has: 0 at first. */
  get epoch(): number {
    return this.#epoch;
  }

  /**
   * Sets the epoch of the passes begun from now on.
   * @param epoch integer of at least 0
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  setEpoch(epoch: number): void {
    this.#epoch = checkEpoch(epoch);
  }

  /** Begins a pass over this rank's indices. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.from(0);
  }

  /** Begins a pass at place `position`, 0 to length. @throws DatasetError DATASET_INVALID_OPTION */
  from(position: number): IterableIterator<number> {
    checkPosition(position, this.length);
    this.#begun = this.#epoch;
    return this.#share(this.#epoch, position);
  }

  /** Options and epoch, without the rank: the state of one rank serves all of them. */
  stateDict(): SamplerState {
    return { ...this.#options(), epoch: this.#begun ?? this.#epoch };
  }

  /** Sets the state's epoch. @throws DatasetError DATASET_STATE_MISMATCH */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, this.#options());
    this.#epoch = stateInteger(state, "epoch", Number.MAX_SAFE_INTEGER);
    this.#begun = undefined;
  }

  #options(): SamplerState {
    return {
      kind: "DistributedSampler",
      length: this.#range,
      numReplicas: this.numReplicas,
      shuffle: this.#shuffle,
      seed: this.#seed.toString(),
      dropLast: this.#dropLast,
    };
  }

  *#share(epoch: number, position: number): IterableIterator<number> {
    const { length, numReplicas, rank } = this;
    const range = this.#range;
    const order = this.#shuffle
      ? new Generator(BigInt.asUintN(64, this.#seed + BigInt(epoch))).randperm(range)
      : undefined;
    for (let i = position; i < length; i++) {
      const place = (rank + i * numReplicas) % range;
      yield order === undefined ? place : order[place]!;
    }
  }
}
