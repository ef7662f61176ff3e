/** Checks of the samplers' options at the public edge; each returns the value or says what was got and expected. */
import { checkInteger, invalidOption } from "@windrow/core";
import type { RandomSource } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { DatasetError } from "./errors.ts";
import { checkGenerator, fail } from "./options.ts";

/** What a sampler draws from: `length` indices of a dataset, of anything with a length, or the number itself. */
export type SamplerSource = number | { readonly length: number };

/** What is random draws from. Give one of them, or neither for the default generator that `manualSeed` seeds. */
export interface RandomnessOptions {
  /**
   * Integer from -2^63 to 2^64 - 1: the passes are those that follow `torch.manual_seed(seed)`, from a
   * stream that nothing else draws from.
   */
  readonly seed?: number | bigint | undefined;
  /** The passes are those of torch with `generator=`; what torch draws from it is drawn. */
  readonly generator?: RandomSource | undefined;
}

/** Sizes below which torch shuffles with one word a swap; its orders of larger sets are not reproduced here. */
const MAX_SHUFFLED = 214_748_363;

/** The number of samples of a source. */
export function checkSource(source: SamplerSource): number {
  // A function has a length too, that of its parameters: a class in place of its instance.
  const length = typeof source === "number" ? source : typeof source === "function" ? Number.NaN : source?.length;
  if (Number.isSafeInteger(length) && length >= 0) return length;
  const name = typeof source === "object" && source !== null ? "dataset.length" : "dataset";
  const expected = "an integer of at least 0";
  throw invalidOption(
    fail,
    name,
    name === "dataset" ? source : length,
    name === "dataset" ? `something with a length, or ${expected}` : expected,
  );
}

/** A number of samples that a shuffled order may have. */
export function checkShuffled(length: number): number {
  if (length <= MAX_SHUFFLED) return length;
  throw invalidOption(
    fail,
    "dataset.length",
    length,
    `at most ${MAX_SHUFFLED} for torch's order; PermutationSampler shuffles up to 2^53 - 1 in constant memory`,
  );
}

/** An epoch's number. */
export function checkEpoch(epoch: number): number {
  return checkInteger(fail, "epoch", epoch, 0);
}

/** A place in a pass; its end is one too, from which on nothing is left. */
export function checkPosition(position: number, length: number): number {
  return checkInteger(fail, "position", position, 0, length);
}

/** A seed as an unsigned 64-bit integer: negative ones wrap, as in torch. @throws RandomError RANDOM_INVALID_SEED */
export function checkSeed(seed: number | bigint): bigint {
  return new Generator(seed).initialSeed();
}

/** Refuses a seed beside a generator, and what is not a generator. */
export function checkRandomness({ seed, generator }: RandomnessOptions): void {
  if (seed !== undefined && generator !== undefined) {
    throw invalidOption(fail, "seed", seed, "either seed or generator, not both");
  }
  if (generator !== undefined) checkGenerator(generator);
}

/** Weights as float64, in an array of their own. */
export function checkWeights(weights: ArrayLike<number>): Float64Array {
  const isArray = typeof weights === "object" && weights !== null && Number.isSafeInteger(weights.length);
  if (!isArray) throw invalidOption(fail, "weights", weights, "an array of numbers");
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (typeof weight !== "number" || !(weight >= 0 && weight < Infinity)) {
      throw invalidOption(fail, `weights[${i}]`, weight, "a finite number of at least 0");
    }
  }
  const copy = Float64Array.from(weights);
  const sum = copy.reduce((total, weight) => total + weight, 0);
  if (sum > 0 && sum < Infinity) return copy;
  throw invalidOption(
    fail,
    "weights",
    weights,
    `weights with a finite sum above 0; the sum of these ${copy.length} is ${sum}`,
  );
}

/** The error for nothing to draw from: torch's ValueError (num_samples=0). */
export function nothingToDraw(): DatasetError {
  return new DatasetError("DATASET_EMPTY", "The dataset has nothing to shuffle: its length is 0; give it samples.", {
    length: 0,
  });
}
