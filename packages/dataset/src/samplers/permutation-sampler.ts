/** Random orders of sets whose permutation does not fit in memory; the order is feistel-permutation.ts. */
import { checkOptions } from "@windrow/core";
import { defaultGenerator } from "@windrow/random";
import {
  checkEpoch,
  checkPosition,
  checkSeed,
  checkSource,
  nothingToDraw,
  type SamplerSource,
} from "../sampler-options.ts";
import { permutationKey, permutedIndex, type PermutationKey } from "./feistel-permutation.ts";
import { fail } from "../options.ts";
import type { Randomness, Sampler, SamplerState } from "./sampler.ts";
import { checkSamplerState, stateInteger, stateSeed } from "./sampler-state.ts";
import { stateMismatch } from "../state-mismatch.ts";

/** Options of a PermutationSampler. */
export interface PermutationSamplerOptions {
  /** Integer from -2^63 to 2^64 - 1, all of whose bits count; by default 64 bits of the default generator, drawn at once. */
  readonly seed?: number | bigint | undefined;
}

/**
 * Every index exactly once in a random order, a new one each pass, in constant memory: for up to
 * 2^53 - 1 indices, and starting anywhere at once. The order is this package's own, not torch's.
 *
 * Passes are numbered as epochs from 0 on; `setEpoch` says which one comes next.
 *
 * @example
 * const sampler = new PermutationSampler(1e11, { seed: 1 });
 * for (const index of sampler.from(5e10)) index; // from the middle of epoch 0 on
 */
export class PermutationSampler implements Sampler {
  /** Number of indices in one pass: the dataset's length. */
  readonly length: number;
  /** A seed decides the order, given or drawn when the sampler was made. */
  readonly randomness: Randomness = "seed";
  readonly #isGiven: boolean;
  #seed: bigint;
  #epoch = 0;
  #begun: number | undefined;

  /**
   * @param dataset anything with a length, or the length itself: 1 to 2^53 - 1
   * @throws DatasetError DATASET_INVALID_OPTION, DATASET_EMPTY; RandomError RANDOM_INVALID_SEED
   */
  constructor(dataset: SamplerSource, options: PermutationSamplerOptions = {}) {
    const { seed } = checkOptions(fail, options, ["seed"]);
    this.length = checkSource(dataset);
    if (this.length === 0) throw nothingToDraw();
    this.#isGiven = seed !== undefined;
    this.#seed = seed === undefined ? defaultGenerator().random64() : checkSeed(seed);
  }

  /** The epoch whose order the next pass has. */
  get epoch(): number {
    return this.#epoch;
  }

  /**
   * Sets the epoch of the pass begun next; those after it follow.
   * @param epoch integer of at least 0
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  setEpoch(epoch: number): void {
    this.#epoch = checkEpoch(epoch);
  }

  /** Begins a pass. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.from(0);
  }

  /** Begins a pass at place `position`, 0 to length, in constant time. @throws DatasetError DATASET_INVALID_OPTION */
  from(position: number): IterableIterator<number> {
    checkPosition(position, this.length);
    this.#begun = this.#epoch;
    this.#epoch = this.#begun + 1;
    return permuted(permutationKey(this.length, this.#seed, this.#begun), position);
  }

  /** Seed, epoch of the pass begun last, and length. */
  stateDict(): SamplerState {
    return { ...this.#options(), seed: this.#seed.toString(), epoch: this.#begun ?? this.#epoch };
  }

  /**
   * Makes the next pass that of the state. Without a seed of its own the sampler takes the state's.
   * @throws DatasetError DATASET_STATE_MISMATCH
   */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, this.#options());
    const seed = stateSeed(state);
    if (this.#isGiven && seed !== this.#seed)
      throw stateMismatch("sampler", "seed", state["seed"], this.#seed.toString());
    this.#epoch = stateInteger(state, "epoch", Number.MAX_SAFE_INTEGER);
    this.#seed = seed;
    this.#begun = undefined;
  }

  #options(): SamplerState {
    return { kind: "PermutationSampler", length: this.length };
  }
}

function* permuted(key: PermutationKey, position: number): IterableIterator<number> {
  for (let place = position; place < key.length; place++) yield permutedIndex(place, key);
}
