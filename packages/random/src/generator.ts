/**
 * PyTorch's CPU generator: the same seed gives the same bits.
 *
 * This file decides how many words each call takes and in which order; the engine is mt19937.ts,
 * the transforms are box-muller-*.ts. Source: torch 2.14's CPUGeneratorImpl.cpp,
 * DistributionsHelper.h and DistributionTemplates.h, x86 flavour (see box-muller-f32.ts).
 */
import { normalBlockF32 } from "./box-muller-f32.ts";
import { normalBlockF64, normalPair } from "./box-muller-f64.ts";
import { checkArraySize, checkDtype, checkFloat32, checkInteger, checkRange, parseSeed } from "./arguments.ts";
import { Mt19937 } from "./mt19937.ts";
import { restoreState, saveState, type GeneratorState } from "./generator-state.ts";

/** Element type of a result: torch.float32 (default) or torch.float64. */
export type FloatDtype = "float32" | "float64";

/** The typed array that holds each dtype. */
export interface FloatArrays {
  float32: Float32Array;
  float64: Float64Array;
}

/** From this size on torch fills normals in blocks of 16; smaller arrays are drawn one by one. */
const BLOCK = 16;
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

  /** Starts anew from `seed`, as `torch.manual_seed` does. Returns this generator. */
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
   * `torch.rand(n)`: uniform in [0, 1). float32 takes one word a value, float64 two.
   * @param n 0 to 2^32
   * @returns a fresh array of n values
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  rand<D extends FloatDtype = "float32">(n: number, options: { dtype?: D } = {}): FloatArrays[D] {
    const out = allocate(n, options.dtype);
    this.#fillUniform(out);
    return out as FloatArrays[D];
  }

  /**
   * `torch.empty(n).uniform_(from, to)`: float32, uniform in [from, to), by default [0, 1).
   * @returns a fresh array of n values
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  uniform(n: number, options: { from?: number; to?: number } = {}): Float32Array {
    const from = checkFloat32("from", options.from ?? 0);
    const to = checkFloat32("to", options.to ?? 1);
    checkRange("to", to, from, Infinity);
    const low = Math.fround(from);
    const width = Math.fround(checkFloat32("to - from", Math.fround(to) - low));
    const out = allocate(n, "float32") as Float32Array;
    this.#fillUniform(out);
    for (let i = 0; i < n; i++) out[i] = Math.fround(out[i]! * width) + low;
    return out;
  }

  /**
   * `torch.randn(n)`: standard normal, Box-Muller. Up to 15 values are drawn one by one (two words
   * for every second value); from 16 on n words (float64: 2n), and 16 more (32) unless 16 divides n.
   * @returns a fresh array of n values
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randn<D extends FloatDtype = "float32">(n: number, options: { dtype?: D } = {}): FloatArrays[D] {
    const out = allocate(n, options.dtype);
    this.#fillNormal(out, 0, 1);
    return out as FloatArrays[D];
  }

  /**
   * `torch.empty(n).normal_(mean, std)`: float32, by default the standard normal.
   * @returns a fresh array of n values
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  normal(n: number, options: { mean?: number; std?: number } = {}): Float32Array {
    const mean = checkFloat32("mean", options.mean ?? 0);
    const std = checkFloat32("std", options.std ?? 1);
    checkRange("std", std, 0, Infinity);
    const out = allocate(n, "float32") as Float32Array;
    this.#fillNormal(out, mean, std);
    return out;
  }

  /**
   * `torch.randint(low, high, (n,))`: integers `low <= x < high`. One word a value where
   * high - low is below 2^28, else two.
   * @param low safe integer
   * @param high safe integer above low; high - low is at most 2^53 - 1
   * @returns a fresh array of n integers, exact in double
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randint(low: number, high: number, n: number): Float64Array {
    const first = checkInteger("low", low);
    const range = checkRange("high - low", checkInteger("high", high) - first, 1, Number.MAX_SAFE_INTEGER);
    const out = allocate(n, "float64") as Float64Array;
    const wide = BigInt(range);
    for (let i = 0; i < n; i++) {
      out[i] = first + (range < WIDE_RANGE ? this.#engine.next() % range : Number(this.random64() % wide));
    }
    return out;
  }

  /**
   * `torch.randperm(n)`: the numbers 0 to n - 1 in random order. Takes n - 1 words.
   * @param n 0 to 214,748,363, the sizes for which torch takes one word a swap
   * @returns a fresh array of n indices, 4 bytes each
   * @throws RandomError RANDOM_INVALID_ARGUMENT
   */
  randperm(n: number): Int32Array {
    checkArraySize(n, 214_748_363);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = 0; i < n - 1; i++) {
      const j = i + (this.#engine.next() % (n - i));
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
    return order;
  }

  /** Everything that decides what comes next, as plain JSON (some 7 kB as text). */
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

  /** The low 53 bits of a 64-bit draw, scaled: 21 bits of the first word, all of the second. */
  #uniform64(): number {
    const high = this.#engine.next() & 0x1fffff;
    return (high * 2 ** 32 + this.#engine.next()) * 2 ** -53;
  }

  #fillUniform(out: Float32Array | Float64Array): void {
    if (out instanceof Float32Array) this.#engine.fillUniform24(out);
    else for (let i = 0; i < out.length; i++) out[i] = this.#uniform64();
  }

  #fillNormal(out: Float32Array | Float64Array, mean: number, std: number): void {
    const n = out.length;
    if (n < BLOCK) {
      for (let i = 0; i < n; i++) out[i] = this.#scalarNormal() * std + mean;
      return;
    }
    this.#fillUniform(out);
    for (let at = 0; at + BLOCK <= n; at += BLOCK) normalBlock(out, at, mean, std);
    if (n % BLOCK !== 0) {
      // torch draws the last sixteen places anew instead of handling a short block.
      this.#fillUniform(out.subarray(n - BLOCK));
      normalBlock(out, n - BLOCK, mean, std);
    }
  }

  #scalarNormal(): number {
    if (this.#cachedNormal !== undefined) {
      const cached = this.#cachedNormal;
      this.#cachedNormal = undefined;
      return cached;
    }
    const u1 = this.#uniform64();
    const [first, second] = normalPair(u1, this.#uniform64());
    this.#cachedNormal = second;
    return first;
  }
}

function normalBlock(out: Float32Array | Float64Array, at: number, mean: number, std: number): void {
  if (out instanceof Float64Array) normalBlockF64(out, at, mean, std);
  else normalBlockF32(out, at, Math.fround(mean), Math.fround(std));
}

function allocate(n: number, dtype: FloatDtype = "float32"): Float32Array | Float64Array {
  checkArraySize(n);
  checkDtype(dtype);
  return dtype === "float64" ? new Float64Array(n) : new Float32Array(n);
}
