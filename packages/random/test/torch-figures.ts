/**
 * The figures of golden/torch_rng.json that a generator makes, and those of fixtures/torch_fills.json,
 * bit for bit: for Node and for a browser, so without either's own modules.
 */
import { describe, expect, test } from "vitest";
import type { Generator } from "../src/index.ts";

/** What is tested of a generator, be it of `src` or of `dist`. */
type Draws = Pick<
  Generator,
  "initialSeed" | "random32" | "random64" | "rand" | "uniform" | "randn" | "normal" | "randint" | "randperm"
>;
type Create = (seed: number | bigint) => Draws;

interface Floats {
  n: number;
  hex?: string;
  first8?: string;
  last8?: string;
  sha256?: string;
}
interface Order {
  values?: number[];
  first16?: number[];
  last4?: number[];
  sha256_u32le?: string;
}
interface SeedFigures {
  initial_seed: string;
  u32: number[];
  randint32: number[];
  randint_0_1000: number[];
  random_default_int64: string[];
  rand: Record<string, Floats>;
  randn: Record<string, Floats>;
  randn_5_then_5_then_1: string[];
  mixed_randn1_rand1_randn1_randn20_randn1: string[];
  rand64_5: string;
  randn64_5: string;
  "normal_mean1_std0.02_n20": string;
  "uniform_-0.5_0.5_n8": string;
  randperm: Record<string, Order>;
  randint_after_randperm10: number[];
}
interface EmbeddingFigures {
  seed: number;
  V: number;
  D: number;
  sha256_f32le: string;
  hex?: string;
  rows?: Record<string, string>;
  next_rand: string;
}
export interface TorchRng {
  seeds: Record<string, SeedFigures>;
  embedding: EmbeddingFigures[];
  embedding_padding_idx0_seed123_6x3: string;
  seed_range_error: string;
  seed_edge: Record<string, { initial_seed?: string; randint31?: number[]; error?: string }>;
}

/** Hex of the little-endian bytes of numbers. */
function hex(values: Float32Array | Float64Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** sha256 of the little-endian bytes of numbers. */
async function sha256(values: Float32Array | Float64Array | Int32Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", values.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function expectFloats(actual: Float32Array, expected: Floats): Promise<void> {
  expect(actual.length).toBe(expected.n);
  if (expected.hex !== undefined) expect(hex(actual)).toBe(expected.hex);
  if (expected.first8 !== undefined) expect(hex(actual.subarray(0, 8))).toBe(expected.first8);
  if (expected.last8 !== undefined) expect(hex(actual.subarray(-8))).toBe(expected.last8);
  if (expected.sha256 !== undefined) expect(await sha256(actual)).toBe(expected.sha256);
  expect(expected.hex ?? expected.sha256).toBeDefined();
}

/** Tests of the figures in torch_rng.json. */
export function describeTorchRng(create: Create, figures: TorchRng): void {
  describe.each(Object.entries(figures.seeds))("seed %s", (seed, expected) => {
    const fresh = (): Draws => create(BigInt(seed));

    test("initialSeed", () => expect(fresh().initialSeed().toString()).toBe(expected.initial_seed));

    test("words", () => {
      const generator = fresh();
      expect(expected.u32.map(() => generator.random32())).toEqual(expected.u32);
    });

    test("random64", () => {
      const generator = fresh();
      const masked = expected.random_default_int64.map(() => (generator.random64() & (2n ** 63n - 1n)).toString());
      expect(masked).toEqual(expected.random_default_int64);
    });

    test("randint on both sides of 2^28", () => {
      expect([...fresh().randint(0, 1000, 20)]).toEqual(expected.randint_0_1000);
      expect([...fresh().randint(0, 2 ** 32, 10)]).toEqual(expected.randint32);
      const generator = fresh();
      generator.randperm(10);
      expect([...generator.randint(0, 2 ** 31, 1)]).toEqual(expected.randint_after_randperm10);
    });

    test.each(Object.entries(expected.rand))("rand(%s)", (n, floats) => expectFloats(fresh().rand(Number(n)), floats));

    test.each(Object.entries(expected.randn))("randn(%s)", (n, floats) =>
      expectFloats(fresh().randn(Number(n)), floats),
    );

    test("randn in a row: the second value of a pair waits for the next scalar call", () => {
      const generator = fresh();
      expect([5, 5, 1].map((n) => hex(generator.randn(n)))).toEqual(expected.randn_5_then_5_then_1);
    });

    test("the waiting value survives rand and large randn calls", () => {
      const g = fresh();
      const drawn = [g.randn(1), g.rand(1), g.randn(1), g.randn(20), g.randn(1)];
      expect(drawn.map(hex)).toEqual(expected.mixed_randn1_rand1_randn1_randn20_randn1);
    });

    test("float64", () => {
      expect(hex(fresh().rand(5, { dtype: "float64" }))).toBe(expected.rand64_5);
      expect(hex(fresh().randn(5, { dtype: "float64" }))).toBe(expected.randn64_5);
    });

    test("normal and uniform", () => {
      expect(hex(fresh().normal(20, { mean: 1, std: 0.02 }))).toBe(expected["normal_mean1_std0.02_n20"]);
      expect(hex(fresh().uniform(8, { from: -0.5, to: 0.5 }))).toBe(expected["uniform_-0.5_0.5_n8"]);
    });

    test.each(Object.entries(expected.randperm))("randperm(%s)", async (n, order) => {
      const drawn = fresh().randperm(Number(n));
      if (order.values) expect([...drawn]).toEqual(order.values);
      if (order.first16) expect([...drawn.subarray(0, 16)]).toEqual(order.first16);
      if (order.last4) expect([...drawn.subarray(-4)]).toEqual(order.last4);
      if (order.sha256_u32le) expect(await sha256(drawn)).toBe(order.sha256_u32le);
      expect(order.values ?? order.sha256_u32le).toBeDefined();
    });
  });

  describe("nn.Embedding's draws", () => {
    test.each(figures.embedding)(
      "seed $seed, [$V, $D]",
      async ({ seed, V, D, sha256_f32le, hex: whole, rows, next_rand }) => {
        const generator = create(seed);
        const weight = generator.randn(V * D);
        expect(await sha256(weight)).toBe(sha256_f32le);
        if (whole !== undefined) expect(hex(weight)).toBe(whole);
        for (const [row, figure] of Object.entries(rows ?? {}))
          expect(hex(weight.subarray(Number(row) * D).subarray(0, figure.length / 8))).toBe(figure);
        expect(hex(generator.rand(1))).toBe(next_rand);
      },
    );
  });

  test("nn.Embedding with a padding row draws that row too, then clears it", () => {
    const weight = create(123)
      .randn(6 * 3)
      .fill(0, 0, 3);
    expect(hex(weight)).toBe(figures.embedding_padding_idx0_seed123_6x3);
  });

  describe("seeds at the ends of the range", () => {
    const edges = { "2**64-1": 2n ** 64n - 1n, "2**63": 2n ** 63n, "-2**63": -(2n ** 63n), "2**64": 2n ** 64n };

    test.each(Object.entries(edges))("%s", (name, seed) => {
      const expected = figures.seed_edge[name]!;
      if (expected.error !== undefined) {
        expect(expected.error).toContain(figures.seed_range_error);
        expect(() => create(seed)).toThrow(/seed is 18446744073709551616n; expected an integer from -2\^63/);
        return;
      }
      const generator = create(seed);
      expect(generator.initialSeed().toString()).toBe(expected.initial_seed);
      expect([...generator.randint(0, 2 ** 31, 2)]).toEqual(expected.randint31);
    });
  });
}

/** Digest and first values of a call of torch, and the word that came after it. */
interface Filled {
  seed: number;
  n: number;
  hex: string;
  sha256: string;
  next_word: number;
}
type FloatFilled = Filled & { dtype: "float32" | "float64" };
export interface TorchFills {
  uniform: (FloatFilled & { from: number; to: number })[];
  normal: (FloatFilled & { mean: number; std: number })[];
  rand: FloatFilled[];
  randn: Filled[];
  randint: (Filled & { dtype: "int32" | "int64"; low: number; high: number })[];
  randperm: Filled[];
  normal64: { seed: number; n: number; mean: number; std: number; values: string[] }[];
}

/** Tests of what torch_rng.json leaves out; every array is also filled in place. */
export function describeTorchFills(create: Create, fills: TorchFills): void {
  const floats = { float32: Float32Array, float64: Float64Array };
  const expectFilled = async (
    { seed, hex: first, sha256: digest, next_word }: Filled,
    draws: readonly ((generator: Draws) => Float32Array | Float64Array | Int32Array)[],
  ): Promise<void> => {
    for (const draw of draws) {
      const generator = create(seed);
      const drawn = draw(generator);
      if (!(drawn instanceof Int32Array)) expect(hex(drawn.subarray(0, 8))).toBe(first);
      expect(await sha256(drawn)).toBe(digest);
      expect(generator.random32()).toBe(next_word);
    }
  };

  test.each(fills.uniform)("uniform $dtype from $from to $to, $n values", async (figure) => {
    const { n, dtype, from, to } = figure;
    const fill = (g: Draws): Float32Array | Float64Array => g.uniform(new floats[dtype](n).fill(NaN), { from, to });
    await expectFilled(figure, [(g) => g.uniform(n, { from, to, dtype }), fill]);
  });

  test.each(fills.normal)("normal $dtype mean $mean std $std, $n values", async (figure) => {
    const { n, dtype, mean, std } = figure;
    const fill = (g: Draws): Float32Array | Float64Array => g.normal(new floats[dtype](n).fill(NaN), { mean, std });
    await expectFilled(figure, [(g) => g.normal(n, { mean, std, dtype }), fill]);
  });

  test.each(fills.rand)("rand $dtype, $n values", async (figure) => {
    const { n, dtype } = figure;
    await expectFilled(figure, [(g) => g.rand(n, { dtype }), (g) => g.rand(new floats[dtype](n).fill(NaN))]);
  });

  test.each(fills.randn)("randn, $n values", async (figure) => {
    await expectFilled(figure, [(g) => g.randn(figure.n), (g) => g.randn(new Float32Array(figure.n).fill(NaN))]);
  });

  test.each(fills.randint)("randint $dtype from $low to $high, $n values", async (figure) => {
    const { n, low, high } = figure;
    const draws = [
      (g: Draws): Float64Array => g.randint(low, high, n),
      (g: Draws): Float64Array => g.randint(low, high, new Float64Array(n).fill(NaN)),
      (g: Draws): Float64Array => Float64Array.from(g.randint(low, high, new Int32Array(n).fill(-7))),
    ];
    await expectFilled(figure, figure.dtype === "int32" ? draws : draws.slice(0, 2));
  });

  test.each(fills.randperm)("randperm($n)", async (figure) => {
    await expectFilled(figure, [(g) => g.randperm(figure.n), (g) => g.randperm(new Int32Array(figure.n).fill(-7))]);
  });

  test.each(fills.normal64)("normal float64 mean $mean std $std, $n values, but for last places", (figure) => {
    const { seed, n, mean, std, values } = figure;
    const drawn = create(seed).normal(n, { mean, std, dtype: "float64" });
    const expected = Float64Array.from(values, parseHexFloat);
    expect(drawn.length).toBe(expected.length);
    // log, cos and sin are within a last place of the C library's; the mean can magnify that.
    drawn.forEach((value, i) =>
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(4 * 2 ** -53 * (Math.abs(expected[i]!) + mean)),
    );
    expect(create(seed).normal(new Float64Array(n), { mean, std })).toEqual(drawn);
  });
}

/** A number as Python's float.hex prints it. */
function parseHexFloat(text: string): number {
  const [, sign, digits, exponent] = /^(-?)0x1\.([0-9a-f]{13})p([+-]\d+)$/.exec(text)!;
  const value = (1 + Number(`0x${digits}`) * 2 ** -52) * 2 ** Number(exponent);
  return sign === "-" ? -value : value;
}
