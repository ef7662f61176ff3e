/** Every figure of golden/torch_rng.json that a generator makes, bit for bit (torch 2.14.1, AVX2). */
import { golden, hexOfFloats, sha256OfFloats, sha256OfIds } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { Generator } from "../src/index.ts";

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
  next_rand: string;
}
interface TorchRng {
  seeds: Record<string, SeedFigures>;
  embedding: EmbeddingFigures[];
  seed_edge: Record<string, { initial_seed?: string; randint31?: number[]; error?: string }>;
}

const figures = golden<TorchRng>("torch_rng");

function expectFloats(actual: Float32Array, expected: Floats): void {
  expect(actual.length).toBe(expected.n);
  if (expected.hex !== undefined) expect(hexOfFloats(actual)).toBe(expected.hex);
  if (expected.first8 !== undefined) expect(hexOfFloats(actual.subarray(0, 8))).toBe(expected.first8);
  if (expected.last8 !== undefined) expect(hexOfFloats(actual.subarray(-8))).toBe(expected.last8);
  if (expected.sha256 !== undefined) expect(sha256OfFloats(actual)).toBe(expected.sha256);
  expect(expected.hex ?? expected.sha256).toBeDefined();
}

describe.each(Object.entries(figures.seeds))("seed %s", (seed, expected) => {
  const fresh = (): Generator => new Generator(BigInt(seed));

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

  test.each(Object.entries(expected.randn))("randn(%s)", (n, floats) => expectFloats(fresh().randn(Number(n)), floats));

  test("randn in a row: the second value of a pair waits for the next scalar call", () => {
    const generator = fresh();
    expect([5, 5, 1].map((n) => hexOfFloats(generator.randn(n)))).toEqual(expected.randn_5_then_5_then_1);
  });

  test("the waiting value survives rand and large randn calls", () => {
    const g = fresh();
    const drawn = [g.randn(1), g.rand(1), g.randn(1), g.randn(20), g.randn(1)];
    expect(drawn.map(hexOfFloats)).toEqual(expected.mixed_randn1_rand1_randn1_randn20_randn1);
  });

  test("float64", () => {
    expect(hexOfFloats(fresh().rand(5, { dtype: "float64" }))).toBe(expected.rand64_5);
    expect(hexOfFloats(fresh().randn(5, { dtype: "float64" }))).toBe(expected.randn64_5);
  });

  test("normal and uniform", () => {
    expect(hexOfFloats(fresh().normal(20, { mean: 1, std: 0.02 }))).toBe(expected["normal_mean1_std0.02_n20"]);
    expect(hexOfFloats(fresh().uniform(8, { from: -0.5, to: 0.5 }))).toBe(expected["uniform_-0.5_0.5_n8"]);
  });

  test.each(Object.entries(expected.randperm))("randperm(%s)", (n, order) => {
    const drawn = fresh().randperm(Number(n));
    if (order.values) expect([...drawn]).toEqual(order.values);
    if (order.first16) expect([...drawn.subarray(0, 16)]).toEqual(order.first16);
    if (order.last4) expect([...drawn.subarray(-4)]).toEqual(order.last4);
    if (order.sha256_u32le) expect(sha256OfIds(drawn)).toBe(order.sha256_u32le);
    expect(order.values ?? order.sha256_u32le).toBeDefined();
  });
});

describe("nn.Embedding's draws", () => {
  test.each(figures.embedding)("seed $seed, [$V, $D]", ({ seed, V, D, sha256_f32le, next_rand }) => {
    const generator = new Generator(seed);
    expect(sha256OfFloats(generator.randn(V * D))).toBe(sha256_f32le);
    expect(hexOfFloats(generator.rand(1))).toBe(next_rand);
  });
});

describe("seeds at the ends of the range", () => {
  const edges = { "2**64-1": 2n ** 64n - 1n, "2**63": 2n ** 63n, "-2**63": -(2n ** 63n), "2**64": 2n ** 64n };

  test.each(Object.entries(edges))("%s", (name, seed) => {
    const expected = figures.seed_edge[name]!;
    if (expected.error !== undefined) {
      expect(() => new Generator(seed)).toThrow(/seed is 18446744073709551616; expected an integer from -2\^63/);
      return;
    }
    const generator = new Generator(seed);
    expect(generator.initialSeed().toString()).toBe(expected.initial_seed);
    expect([...generator.randint(0, 2 ** 31, 2)]).toEqual(expected.randint31);
  });
});
