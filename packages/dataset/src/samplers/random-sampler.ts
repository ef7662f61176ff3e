/**
 * Random orders, drawn word for word as torch draws them.
 *
 * Without replacement a pass is randperm(n) as often as numSamples holds n, and the head of one
 * more: torch draws that one also where the head is empty, so a generator of the user's has been
 * drawn from twice after a pass of n, once where it was left early. With replacement it is
 * randint(n) in chunks of 32 and a last one of numSamples % 32, each when its first index is asked
 * for. Source: torch/utils/data/sampler.py, RandomSampler, torch 2.13 and 2.14.
 */
import { checkBoolean, checkInteger, checkOptions } from "@windrow/core";
import type { RandomSource } from "@windrow/interfaces";
import { defaultGenerator, Generator } from "@windrow/random";
import { fail } from "../options.ts";
import {
  checkPosition,
  checkRandomness,
  checkShuffled,
  checkSource,
  nothingToDraw,
  type RandomnessOptions,
  type SamplerSource,
} from "../sampler-options.ts";
import { GeneratorPasses } from "./generator-passes.ts";
import type { Randomness, Sampler, SamplerState } from "./sampler.ts";
import { checkSamplerState } from "./sampler-state.ts";
import { SeededPasses } from "./seeded-passes.ts";

/** Options of a RandomSampler, named and meant as torch's. */
export interface RandomSamplerOptions extends RandomnessOptions {
  /** Whether an index may come again before all have come; default false. */
  readonly replacement?: boolean | undefined;
  /** Number of indices in one pass, at least 1; default the dataset's length. */
  readonly numSamples?: number | undefined;
}

/** Indices that torch draws at once with replacement. */
const CHUNK = 32;
/** From this range on torch's randint takes two words a value. */
const WIDE_RANGE = 2 ** 28;

/**
 * Indices in a new random order each pass, as `torch.utils.data.RandomSampler`. Takes 4 bytes an
 * index of the dataset while a pass lasts, with replacement nothing.
 *
 * Each pass draws a 64-bit seed from the default generator, which `manualSeed` seeds, and shuffles
 * with a generator of its own; with `seed` the passes are those that follow `torch.manual_seed(seed)`.
 * With `generator` they are drawn from it directly. Both when the first index is asked for.
 *
 * @example
 * const sampler = new RandomSampler(10, { seed: 123 });
 * [...sampler]; // [ 9, 0, 6, 3, 7, 8, 2, 4, 5, 1 ]
 */
export class RandomSampler implements Sampler {
  /** Number of indices in one pass: numSamples. */
  readonly length: number;
  /** Whether an index may come again before all have come. */
  readonly replacement: boolean;
  /** What decides the order. */
  readonly randomness: Randomness;
  readonly #range: number;
  readonly #passes: SeededPasses | GeneratorPasses;
  /** Whether what is drawn at a pass's end is seen by anyone: by the next pass, or by the user. */
  readonly #isShared: boolean;

  /**
   * @param dataset anything with a length, or the length itself: at most 214,748,363 without replacement
   * @throws DatasetError DATASET_INVALID_OPTION; DATASET_EMPTY where the dataset is empty (torch's
   *   ValueError); RandomError RANDOM_INVALID_SEED
   */
  constructor(dataset: SamplerSource, options: RandomSamplerOptions = {}) {
    checkOptions(fail, options, ["replacement", "numSamples", "seed", "generator"]);
    const { replacement = false, numSamples, seed, generator } = options;
    this.#range = checkSource(dataset);
    this.replacement = checkBoolean(fail, "replacement", replacement);
    if (this.#range === 0) throw nothingToDraw();
    if (!replacement) checkShuffled(this.#range);
    this.length = checkInteger(fail, "numSamples", numSamples ?? this.#range, 1);
    checkRandomness(options);
    this.#isShared = generator !== undefined;
    this.randomness = seed !== undefined ? "seed" : generator !== undefined ? "generator" : "default";
    if (seed !== undefined) this.#passes = new SeededPasses(seed);
    else if (generator !== undefined) this.#passes = new GeneratorPasses(() => generator, "generator");
    else this.#passes = new GeneratorPasses(defaultGenerator, "defaultGenerator");
  }

  /** Begins a pass; its order is drawn when the first index is asked for. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.from(0);
  }

  /**
   * Begins a pass at place `position`, 0 to length. What torch draws for the places before is drawn
   * and thrown away.
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  from(position: number): IterableIterator<number> {
    checkPosition(position, this.length);
    const begun = this.#passes.begin();
    const draw = this.randomness === "default" ? () => new Generator(begun().random64()) : begun;
    return this.replacement ? this.#replaced(draw, position) : this.#shuffled(draw, position);
  }

  /**
   * What decides the order of the pass begun last: with a seed about 100 bytes, else the generator's
   * state before the pass, about 7 kB.
   * @throws DatasetError DATASET_NO_STATE where the generator has no getState()
   */
  stateDict(): SamplerState {
    return { ...this.#options(), ...this.#passes.state() };
  }

  /**
   * Makes the next pass that of the state: it sets the generator to where it stood, when the first
   * index is asked for.
   * @throws DatasetError DATASET_STATE_MISMATCH, DATASET_NO_STATE; RandomError RANDOM_INVALID_STATE
   */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, this.#options());
    this.#passes.load(state);
  }

  #options(): SamplerState {
    const { length: numSamples, replacement } = this;
    return { kind: "RandomSampler", length: this.#range, numSamples, replacement };
  }

  *#shuffled(draw: () => RandomSource, position: number): IterableIterator<number> {
    const range = this.#range;
    const random = draw();
    for (let start = 0; start + range <= this.length; start += range) {
      const order = random.randperm(range);
      for (let i = Math.max(0, position - start); i < range; i++) yield order[i]!;
    }
    const rest = this.length % range;
    if (rest === 0 && !this.#isShared) return;
    const order = random.randperm(range);
    for (let i = Math.max(0, position - (this.length - rest)); i < rest; i++) yield order[i]!;
  }

  *#replaced(draw: () => RandomSource, position: number): IterableIterator<number> {
    const random = draw();
    const wide = this.#range < WIDE_RANGE ? undefined : BigInt(this.#range);
    const chunk = new Float64Array(CHUNK);
    for (let start = 0; start < this.length; start += CHUNK) {
      const size = Math.min(CHUNK, this.length - start);
      for (let i = 0; i < size; i++) {
        chunk[i] = wide === undefined ? random.random32() % this.#range : Number(random.random64() % wide);
      }
      for (let i = Math.max(0, position - start); i < size; i++) yield chunk[i]!;
    }
  }
}
