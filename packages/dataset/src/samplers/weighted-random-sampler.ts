/** Indices drawn by weight. Source: torch/utils/data/sampler.py, WeightedRandomSampler; the draws are multinomial.ts. */
import { checkBoolean, checkInteger, checkOptions, invalidOption } from "@windrow/core";
import type { RandomSource } from "@windrow/interfaces";
import { defaultGenerator, Generator } from "@windrow/random";
import { fail } from "../options.ts";
import { checkPosition, checkRandomness, checkSeed, checkWeights, type RandomnessOptions } from "../sampler-options.ts";
import { GeneratorPasses } from "./generator-passes.ts";
import { cumulativeShares, drawWithoutReplacement, drawWithReplacement } from "./multinomial.ts";
import { murmur3 } from "./murmur3.ts";
import type { Randomness, Sampler, SamplerState } from "./sampler.ts";
import { checkSamplerState } from "./sampler-state.ts";
import { stateMismatch } from "../state-mismatch.ts";

/** Options of a WeightedRandomSampler, named and meant as torch's. */
export interface WeightedRandomSamplerOptions extends RandomnessOptions {
  /** Whether an index may come more than once in a pass; default true. */
  readonly replacement?: boolean | undefined;
}

/**
 * Indices drawn by weight, as `torch.utils.data.WeightedRandomSampler`; weights of 0 never come.
 * Takes 8 bytes a weight, and 4 bytes a sample while a pass lasts.
 *
 * The passes are drawn, one after the other, from the default generator, which `manualSeed` seeds; with
 * `seed` they are those that follow `torch.manual_seed(seed)`, with `generator` they are drawn from it.
 * All of a pass is drawn when its first index is asked for.
 *
 * @example
 * const sampler = new WeightedRandomSampler([0.1, 0.9, 0, 0.7], 5, { seed: 3 });
 * [...sampler]; // [ 0, 1, 3, 1, 3 ]
 */
export class WeightedRandomSampler implements Sampler {
  /** Number of indices in one pass: numSamples. */
  readonly length: number;
  /** Whether an index may come more than once in a pass. */
  readonly replacement: boolean;
  /** What decides the order. */
  readonly randomness: Randomness;
  readonly #weights: Float64Array;
  readonly #shares: Float64Array | undefined;
  readonly #passes: GeneratorPasses;
  readonly #givenSeed: bigint | undefined;
  #checksum: number | undefined;

  /**
   * @param weights a finite number of at least 0 for each index, not all 0; they need not sum to 1.
   *   They are copied.
   * @param numSamples indices in one pass, at least 1; without replacement at most the weights above 0
   * @throws DatasetError DATASET_INVALID_OPTION; RandomError RANDOM_INVALID_SEED
   */
  constructor(weights: ArrayLike<number>, numSamples: number, options: WeightedRandomSamplerOptions = {}) {
    checkOptions(fail, options, ["replacement", "seed", "generator"]);
    const { replacement = true, seed, generator } = options;
    this.#weights = checkWeights(weights);
    this.length = checkInteger(fail, "numSamples", numSamples, 1, 2 ** 31 - 1);
    this.replacement = checkBoolean(fail, "replacement", replacement);
    if (!replacement) checkEnough(this.#weights, numSamples);
    checkRandomness(options);
    // torch draws a single sample by the other method too.
    this.#shares = replacement && numSamples > 1 ? cumulativeShares(this.#weights) : undefined;
    this.#givenSeed = seed === undefined ? undefined : checkSeed(seed);
    this.randomness = seed !== undefined ? "seed" : generator !== undefined ? "generator" : "default";
    const given = this.#givenSeed === undefined ? generator : new Generator(this.#givenSeed);
    this.#passes =
      given === undefined
        ? new GeneratorPasses(defaultGenerator, "defaultGenerator")
        : new GeneratorPasses(() => given, "generator");
  }

  /** Begins a pass; it is drawn when the first index is asked for. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.from(0);
  }

  /** Begins a pass at place `position`, 0 to length. @throws DatasetError DATASET_INVALID_OPTION */
  from(position: number): IterableIterator<number> {
    checkPosition(position, this.length);
    return this.#draw(this.#passes.begin(), position);
  }

  /**
   * Options, a checksum of the weights, and the generator's state before the pass begun last: about
   * 7 kB.
   * @throws DatasetError DATASET_NO_STATE where the generator has no getState()
   */
  stateDict(): SamplerState {
    return { ...this.#options(), ...this.#passes.state() };
  }

  /**
   * Makes the next pass that of the state.
   * @throws DatasetError DATASET_STATE_MISMATCH, DATASET_NO_STATE; RandomError RANDOM_INVALID_STATE
   */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, this.#options());
    const { initialSeed } = (state["generator"] ?? {}) as { initialSeed?: unknown };
    if (this.#givenSeed !== undefined && initialSeed !== this.#givenSeed.toString()) {
      throw stateMismatch("sampler", "generator.initialSeed", initialSeed, this.#givenSeed.toString());
    }
    this.#passes.load(state);
  }

  #options(): SamplerState {
    const { length: numSamples, replacement } = this;
    this.#checksum ??= murmur3(new Uint32Array(this.#weights.buffer), 0);
    const weights = { length: this.#weights.length, weightsChecksum: this.#checksum };
    return { kind: "WeightedRandomSampler", ...weights, numSamples, replacement };
  }

  *#draw(draw: () => RandomSource, position: number): IterableIterator<number> {
    const random = draw();
    const places = this.#shares
      ? drawWithReplacement(random, this.#shares, this.length)
      : drawWithoutReplacement(random, this.#weights, this.length);
    for (let i = position; i < places.length; i++) yield places[i]!;
  }
}

/** torch fills up with indices of weight 0, which nobody asked for. */
function checkEnough(weights: Float64Array, numSamples: number): void {
  const positive = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  if (numSamples <= positive) return;
  throw invalidOption(fail, "numSamples", numSamples, `at most ${positive} without replacement, the weights above 0`);
}
