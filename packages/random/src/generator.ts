/**
 * PyTorch's CPU generator: the same seed gives the same bits.
 *
 * This file decides how many words each call takes and in which order; the engine is mt19937.ts,
 * the transforms are uniform.ts, normal.ts and permutation.ts. Source: torch 2.14's
 * CPUGeneratorImpl.cpp, DistributionsHelper.h and DistributionTemplates.h, x86 flavour (see
 * box-muller-f32.ts).
 */
import { checkOptions } from "@windrow/core";
import { checkFinite, checkInteger, checkRange, fail, parseSeed } from "./arguments.ts";
import { normalPair } from "./box-muller-f64.ts";
import { type FloatArrays, type FloatDtype, floatTarget, indexTarget, integerTarget } from "./fill-target.ts";
import { fma64 } from "./fma64.ts";
import { restoreState, saveState, type GeneratorState } from "./generator-state.ts";
import { Mt19937 } from "./mt19937.ts";
import { BLOCK, fillNormal } from "./normal.ts";
import { fillPermutation, MAX_PERMUTATION } from "./permutation.ts";
import { fillUniform, scaleUniform, uniform64 } from "./uniform.ts";

/** From this range on randint takes two words a value (torch 2.14; older sources say 2^32). */
const WIDE_RANGE = 2 ** 28;

/**
 * A random generator that reproduces `torch.Generator` on the CPU.
 *
 * @example
 * const generator = new Generator(69);
 * generator.randn(2); // Float32Array [ -0.5258906, -2.604269 ]
 */
export class Generator {
  readonly #engine: Mt19937;
  #initialSeed: bigint;
  #cachedNormal: number | undefined;

  /**
   * @param seed integer from -2^63 to 2^64 - 1, as `torch.manual_seed` takes. Only its low 32 bits
   *   reach the engine.
   * @throws RandomError RANDOM_INVALID_SEED
   */
  constructor(seed: number | bigint) {
    this.#initialSeed = parseSeed(seed);
    this.#engine = new Mt19937(Number(BigInt.asUintN(32, this.#initialSeed)));
  }

  /** Starts again from `seed`, as `torch.manual_seed` does. Returns this generator. */
  manualSeed(seed: number | bigint): this {
    this.#initialSeed = parseSeed(seed);
    this.#engine.seed(Number(BigInt.asUintN(32, this.#initialSeed)));
    this.#cachedNormal = undefined;
    return this;
  }

  /** The seed last given, as an unsigned 64-bit integer: -1 reads back as 2^64 - 1. */
  initialSeed(): bigint {
    return this.#initialSeed;
  }

  /** The next word of the engine: an integer `0 <= x < 2^32`. Takes one word. */
  random32(): number {
    return this.#engine.next();
  }

  /** An integer `0n <= x < 2n ** 64n`. Takes two words, the first is the high half. */
  random64(): bigint {
    const high = this.#engine.next();
    return (BigInt(high) << 32n) | BigInt(this.#engine.next());
  }

  /**
   * Passes over words of the engine as if they had been drawn, at half the cost: to continue where
   * an earlier run has stopped. A normal that is waiting stays.
   * @param words 0 to 2^53 - 1
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   * @example generator.skip(n - 1); // what randperm(n) takes
   */
  skip(words: number): this {
    this.#engine.skip(checkRange("words", checkInteger("words", words), 0, Number.MAX_SAFE_INTEGER));
    return this;
  }

  /**
   * `torch.rand(n)`: uniform in [0, 1). float32 takes one word a value, float64 two.
   * @param n 0 to 2^32 values, by default float32; or an array to fill, whose type is the dtype
   * @returns a fresh array of n values, or the given one
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  rand<D extends FloatDtype = "float32">(n: number, options?: { dtype?: D | undefined }): FloatArrays[D];
  rand<A extends Float32Array | Float64Array>(array: A): A;
  rand(
    target: number | Float32Array | Float64Array,
    options: { dtype?: FloatDtype | undefined } = {},
  ): Float32Array | Float64Array {
    const out = floatTarget(target, checkOptions(fail, options, ["dtype"]).dtype);
    fillUniform(this.#engine, out);
    return out;
  }

  /**
   * `torch.empty(n).uniform_(from, to)`: uniform in [from, to), by default [0, 1). Takes the words
   * of `rand`.
   * @param n 0 to 2^32 values, by default float32; or an array to fill, whose type is the dtype
   * @param options from, to and to - from are finite in the dtype
   * @returns a fresh array of n values, or the given one
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  uniform<D extends FloatDtype = "float32">(
    n: number,
    options?: { from?: number | undefined; to?: number | undefined; dtype?: D | undefined },
  ): FloatArrays[D];
  uniform<A extends Float32Array | Float64Array>(
    array: A,
    options?: { from?: number | undefined; to?: number | undefined },
  ): A;
  uniform(
    target: number | Float32Array | Float64Array,
    options: { from?: number | undefined; to?: number | undefined; dtype?: FloatDtype | undefined } = {},
  ): Float32Array | Float64Array {
    checkOptions(fail, options, ["from", "to", "dtype"]);
    const out = floatTarget(target, options.dtype);
    const from = checkFinite("from", options.from ?? 0, out);
    const to = checkRange("to", checkFinite("to", options.to ?? 1, out), from, Infinity);
    const round = out instanceof Float32Array ? Math.fround : Number;
    checkFinite("to - from", round(to) - round(from), out);
    fillUniform(this.#engine, out);
    if (from !== 0 || to !== 1) scaleUniform(out, round(from), round(to));
    return out;
  }

  /**
   * `torch.randn(n)`: standard normal, Box-Muller. Up to 15 values are drawn one by one (four words
   * forevery second value); from 16 on n words (float64: 2n), and 16 more (32) unless 16 divides n.
   * @param n 0 to 2^32 values, by default float32; or an array to fill, whose type is the dtype
   * @returns a fresh array of n values, or the given one
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randn<D extends FloatDtype = "float32">(n: number, options?: { dtype?: D | undefined }): FloatArrays[D];
  randn<A extends Float32Array | Float64Array>(array: A): A;
  randn(
    target: number | Float32Array | Float64Array,
    options: { dtype?: FloatDtype | undefined } = {},
  ): Float32Array | Float64Array {
    return this.#fillNormal(floatTarget(target, checkOptions(fail, options, ["dtype"]).dtype), 0, 1);
  }

  /**
   * `torch.empty(n).normal_(mean, std)`: by default the standard normal. Takes the words of `randn`.
   * @param n 0 to 2^32 values, by default float32; or an array to fill, whose type is the dtype
   * @param options mean and std (0 or more) are finite in the dtype
   * @returns a fresh array of n values, or the given one
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  normal<D extends FloatDtype = "float32">(
    n: number,
    options?: { mean?: number | undefined; std?: number | undefined; dtype?: D | undefined },
  ): FloatArrays[D];
  normal<A extends Float32Array | Float64Array>(
    array: A,
    options?: { mean?: number | undefined; std?: number | undefined },
  ): A;
  normal(
    target: number | Float32Array | Float64Array,
    options: { mean?: number | undefined; std?: number | undefined; dtype?: FloatDtype | undefined } = {},
  ): Float32Array | Float64Array {
    checkOptions(fail, options, ["mean", "std", "dtype"]);
    const out = floatTarget(target, options.dtype);
    const mean = checkFinite("mean", options.mean ?? 0, out);
    const std = checkRange("std", checkFinite("std", options.std ?? 1, out), 0, Infinity);
    return this.#fillNormal(out, mean, std);
  }

  /**
   * `torch.randint(low, high, (n,))`: integers `low <= x < high`. One word a value where
   * high - low is below 2^28, else two.
   * @param low safe integer; from -2^31 on where an Int32Array is filled
   * @param high safe integer above low, up to 2^31 for an Int32Array; high - low is at most 2^53 - 1
   * @param n 0 to 2^32 values, or an array to fill
   * @returns a fresh Float64Array, in which the integers are exact, or the given array
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randint(low: number, high: number, n: number): Float64Array;
  randint<A extends Float64Array | Int32Array>(low: number, high: number, array: A): A;
  randint(low: number, high: number, target: number | Float64Array | Int32Array): Float64Array | Int32Array {
    const first = checkInteger("low", low);
    const range = checkRange("high - low", checkInteger("high", high) - first, 1, Number.MAX_SAFE_INTEGER);
    const out = integerTarget(target);
    if (out instanceof Int32Array) {
      checkRange("low", low, -(2 ** 31), 2 ** 31 - 1);
      checkRange("high", high, -(2 ** 31), 2 ** 31);
    }
    const wide = BigInt(range);
    for (let i = 0; i < out.length; i++) {
      out[i] = first + (range < WIDE_RANGE ? this.#engine.next() % range : Number(this.random64() % wide));
    }
    return out;
  }

  /**
   * `torch.randperm(n)`: the numbers 0 to n - 1 in random order. Takes n - 1 words.
   * @param n 0 to 214,748,363, the sizes for which torch takes one word a swap; or an array to fill
   * @returns a fresh array of n indices, 4 bytes each, or the given one
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randperm(n: number): Int32Array;
  randperm<A extends Int32Array>(array: A): A;
  randperm(target: number | Int32Array): Int32Array {
    const order = indexTarget(target, MAX_PERMUTATION);
    fillPermutation(this.#engine, order);
    return order;
  }

  /** Everything that decides what comes next, as plain JSON (about 7 kB as text). */
  getState(): GeneratorState {
    return saveState(this.#engine, this.#initialSeed, this.#cachedNormal);
  }

  /**
   * Continues from a state that `getState` gave. Returns this generator.
   * @throws RandomError RANDOM_INVALID_STATE; the generator is then unchanged
   */
  setState(state: GeneratorState): this {
    const { initialSeed, cachedNormal } = restoreState(state, this.#engine);
    this.#initialSeed = initialSeed;
    this.#cachedNormal = cachedNormal;
    return this;
  }

  #fillNormal(out: Float32Array | Float64Array, mean: number, std: number): Float32Array | Float64Array {
    if (out.length >= BLOCK) fillNormal(this.#engine, out, mean, std);
    else for (let i = 0; i < out.length; i++) out[i] = fma64(this.#scalarNormal(), std, mean);
    return out;
  }

  #scalarNormal(): number {
    if (this.#cachedNormal !== undefined) {
      const cached = this.#cachedNormal;
      this.#cachedNormal = undefined;
      return cached;
    }
    const u1 = uniform64(this.#engine);
    const [first, second] = normalPair(u1, uniform64(this.#engine));
    this.#cachedNormal = second;
    return first;
  }
}
