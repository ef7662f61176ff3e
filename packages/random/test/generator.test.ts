import { describeRandomSourceContract } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { Generator, type GeneratorState } from "../src/index.ts";

describeRandomSourceContract("Generator", (seed) => new Generator(seed));

const hasCode = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "RandomError", code, message: expect.stringMatching(message) });

describe("seeds", () => {
  test("only the low 32 bits reach the stream; initialSeed keeps all", () => {
    const [small, wide] = [new Generator(7), new Generator(7n + (5n << 32n))];
    expect(wide.random32()).toBe(small.random32());
    expect(wide.initialSeed()).toBe(7n + (5n << 32n));
  });

  test("-1 is the stream of 2^32 - 1", () => {
    expect(new Generator(-1).randperm(50)).toEqual(new Generator(2 ** 32 - 1).randperm(50));
  });

  test("manualSeed starts over and drops the waiting normal", () => {
    const generator = new Generator(1);
    generator.randn(1);
    expect(generator.manualSeed(2)).toBe(generator);
    expect(generator.initialSeed()).toBe(2n);
    expect(generator.randn(3)).toEqual(new Generator(2).randn(3));
  });

  test.each([
    [0.5, /^seed is 0\.5; expected an integer from -2\^63 to 2\^64 - 1\.$/],
    [Number.NaN, /^seed is NaN/],
    [2 ** 53, /^seed is 9007199254740992; .* pass a bigint/],
    [2n ** 64n, /^seed is 18446744073709551616n/],
    [-(2n ** 63n) - 1n, /^seed is -9223372036854775809n/],
    [Number.NEGATIVE_INFINITY, /^seed is -Infinity/],
    ["7", /^seed is "7"/],
    [[7], /^seed is an array of 1/],
    [true, /^seed is true/],
    [null, /^seed is null/],
    [undefined, /^seed is undefined/],
  ])("%s is refused", (seed, message) => {
    expect(() => new Generator(seed as number)).toThrow(hasCode("RANDOM_INVALID_SEED", message));
    expect(() => new Generator(1).manualSeed(seed as number)).toThrow(hasCode("RANDOM_INVALID_SEED", message));
  });
});

describe("float64 normals in blocks", () => {
  /** torch's normal_fill_16 for doubles, from the uniforms of a twin. */
  test.each([16, 32])("randn(%i) is Box-Muller over the uniforms of the same seed", (n) => {
    const uniforms = new Generator(9).rand(n, { dtype: "float64" });
    const expected = uniforms.slice();
    for (let at = 0; at < n; at += 16) {
      for (let j = at; j < at + 8; j++) {
        const radius = Math.sqrt(-2 * Math.log(1 - uniforms[j]!));
        expected[j] = radius * Math.cos(2 * Math.PI * uniforms[j + 8]!);
        expected[j + 8] = radius * Math.sin(2 * Math.PI * uniforms[j + 8]!);
      }
    }
    expect(new Generator(9).randn(n, { dtype: "float64" })).toEqual(expected);
  });

  test("a remainder of fewer than 16 draws the last sixteen places again, with 32 more words", () => {
    const generator = new Generator(9);
    generator.randn(17, { dtype: "float64" });
    const twin = new Generator(9);
    for (let words = 0; words < 2 * (17 + 16); words++) twin.random32();
    expect(generator.random32()).toBe(twin.random32());
  });
});

describe("normal and uniform", () => {
  test("scale and shift randn and rand", () => {
    const scaled = new Generator(3).normal(1000, { mean: 5, std: 0.5 });
    const standard = new Generator(3).randn(1000);
    scaled.forEach((value, i) => expect(value).toBeCloseTo(5 + 0.5 * standard[i]!, 5));
    const between = new Generator(3).uniform(1000, { from: -2, to: 6 });
    expect(between.every((value) => value >= -2 && value < 6)).toBe(true);
  });

  test("std 0 gives the mean, from = to gives from", () => {
    expect(new Set(new Generator(3).normal(20, { mean: 1.5, std: 0 }))).toEqual(new Set([1.5]));
    expect(new Set(new Generator(3).uniform(5, { from: 2, to: 2 }))).toEqual(new Set([2]));
  });
});

describe("randint", () => {
  test("stays in range on both sides of 2^28 and below zero", () => {
    for (const [low, high] of [
      [-3, 3],
      [0, 2 ** 28 - 1],
      [0, 2 ** 28],
      [-(2 ** 52), 2 ** 52 - 1],
    ] as const) {
      const values = new Generator(4).randint(low, high, 200);
      expect(values.every((value) => Number.isInteger(value) && value >= low && value < high)).toBe(true);
    }
    expect(new Set(new Generator(4).randint(-3, 3, 200)).size).toBe(6);
  });
});

describe("filling a given array", () => {
  const twins: readonly [
    name: string,
    (g: Generator, n: number) => ArrayLike<number>,
    (g: Generator, n: number) => ArrayLike<number>,
  ][] = [
    ["rand", (g, n) => g.rand(n), (g, n) => g.rand(new Float32Array(n))],
    ["rand float64", (g, n) => g.rand(n, { dtype: "float64" }), (g, n) => g.rand(new Float64Array(n))],
    ["randn", (g, n) => g.randn(n), (g, n) => g.randn(new Float32Array(n))],
    ["randn float64", (g, n) => g.randn(n, { dtype: "float64" }), (g, n) => g.randn(new Float64Array(n))],
    [
      "uniform",
      (g, n) => g.uniform(n, { from: 1, to: 3 }),
      (g, n) => g.uniform(new Float32Array(n), { from: 1, to: 3 }),
    ],
    [
      "normal",
      (g, n) => g.normal(n, { mean: 1, std: 3 }),
      (g, n) => g.normal(new Float32Array(n), { mean: 1, std: 3 }),
    ],
    ["randint", (g, n) => g.randint(-9, 9, n), (g, n) => g.randint(-9, 9, new Float64Array(n))],
    ["randperm", (g, n) => g.randperm(n), (g, n) => g.randperm(new Int32Array(n))],
  ];

  test.each(twins)("%s gives what a fresh array has, and takes as many words", (_, fresh, filled) => {
    for (const n of [0, 1, 2, 15, 16, 17, 31, 32, 623, 624, 625, 1040, 5000]) {
      const [one, other] = [new Generator(n), new Generator(n)];
      expect(filled(other, n)).toEqual(fresh(one, n));
      expect(other.random32()).toBe(one.random32());
      expect(other.getState()).toEqual(one.getState());
    }
  });

  test("returns that array and writes nothing beside it, wherever it starts", () => {
    const whole = new Float32Array(60).fill(7);
    const part = whole.subarray(11, 48);
    expect(new Generator(5).randn(part)).toBe(part);
    expect([...part]).toEqual([...new Generator(5).randn(37)]);
    expect([...whole.subarray(0, 11), ...whole.subarray(48)]).toEqual(Array.from({ length: 23 }, () => 7));
  });

  test("also one in shared memory", () => {
    const shared = new Int32Array(new SharedArrayBuffer(400));
    expect([...new Generator(5).randperm(shared)]).toEqual([...new Generator(5).randperm(100)]);
  });
});

describe("skip", () => {
  test.each([0, 1, 623, 624, 625, 1247, 1248, 1249, 10_000])("of %i words is that many calls of random32", (words) => {
    for (const before of [0, 1, 300, 624]) {
      const [skipped, called] = [new Generator(12), new Generator(12)];
      for (const generator of [skipped, called]) for (let i = 0; i < before; i++) generator.random32();
      expect(skipped.skip(words)).toBe(skipped);
      for (let i = 0; i < words; i++) called.random32();
      expect(skipped.getState()).toEqual(called.getState());
      expect(skipped.random32()).toBe(called.random32());
    }
  });

  test("a normal that waits stays", () => {
    const generator = new Generator(12);
    generator.randn(1);
    expect(generator.skip(99).randn(1)).toEqual(new Generator(12).randn(2).subarray(1));
  });
});

describe("state", () => {
  const drawn = (generator: Generator): unknown => [
    generator.randn(3),
    generator.random64(),
    generator.randn(40),
    generator.randperm(9),
    generator.randn(1),
  ];

  test.each([0, 1, 623, 624, 625, 1000])(
    "after %i words it continues as if nothing had been, through JSON",
    (words) => {
      const generator = new Generator(8);
      generator.randn(1); // a normal is waiting
      for (let i = 2; i < words; i++) generator.random32();
      const state = JSON.parse(JSON.stringify(generator.getState())) as GeneratorState;
      const expected = drawn(generator);
      const other = new Generator(1).setState(state);
      expect(drawn(other)).toEqual(expected);
      expect(other.initialSeed()).toBe(8n);
    },
  );

  const state = new Generator(8).getState();
  test.each([
    [{ ...state, algorithm: "xorshift" }, /^state\.algorithm is not "mt19937"/],
    [{ ...state, initialSeed: "-1" }, /^state\.initialSeed is not an unsigned/],
    [{ ...state, initialSeed: 8 }, /^state\.initialSeed/],
    [{ ...state, words: state.words.slice(1) }, /^state\.words is not an array of 624/],
    [{ ...state, words: state.words.with(3, -1) }, /^state\.words/],
    [{ ...state, words: Object.assign([], { length: 624 }) as number[] }, /^state\.words/],
    [{ ...state, position: 625 }, /^state\.position is not an integer from 0 to 624/],
    [{ ...state, position: "0" }, /^state\.position/],
    [{ ...state, cachedNormal: Number.NaN }, /^state\.cachedNormal is not a finite number or null/],
    [null, /^state\.algorithm/],
  ])("a wrong state is refused and nothing changes (%#)", (wrong, message) => {
    const generator = new Generator(8);
    expect(() => generator.setState(wrong as GeneratorState)).toThrow(hasCode("RANDOM_INVALID_STATE", message));
    expect(drawn(generator)).toEqual(drawn(new Generator(8)));
  });
});

describe("bad arguments", () => {
  const generator = new Generator(1);
  test("are in the error's fields", () => {
    expect(() => generator.rand(-1)).toThrow(expect.objectContaining({ fields: { argument: "n", value: -1 } }));
  });

  test.each([
    [() => generator.rand(-1), /^n is -1; expected an integer from 0 to 4294967296/],
    [() => generator.randn(1.5), /^n is 1\.5; expected an integer/],
    [() => generator.randperm(214_748_364), /^n is 214748364; expected an integer from 0 to 214748363/],
    [() => generator.randint(5, 5, 1), /^high - low is 0; expected a number from 1/],
    [() => generator.randint(0, 2 ** 54, 1), /^high is 18014398509481984; expected an integer/],
    [
      () => generator.randint(-(2 ** 52) - 1, 2 ** 52, 1),
      /^high - low is 9007199254740993|^high - low is 9007199254740992/,
    ],
    [() => generator.randint(0.5, 2.5, 1), /^low is 0\.5; expected an integer/],
    [() => generator.uniform(1, { from: 1, to: 0 }), /^to is 0; expected a number from 1/],
    [
      () => generator.uniform(1, { from: 1e39, to: 2e39 }),
      /^from is 1e\+39; expected a number that is finite in float32/,
    ],
    [
      () => generator.uniform(1, { to: Number.POSITIVE_INFINITY }),
      /^to is Infinity; expected a number that is finite in float32/,
    ],
    [() => generator.uniform(1, { to: Infinity, dtype: "float64" }), /^to is Infinity; expected a finite number/],
    [() => generator.uniform(1, { from: -1e308, to: 1e308, dtype: "float64" }), /^to - from is Infinity/],
    [() => generator.normal(new Float32Array(1), { mean: 1e39 }), /^mean is 1e\+39; .* finite in float32/],
    [() => generator.normal(new Float64Array(1), { std: Number.NaN }), /^std is NaN; expected a finite number/],
    [
      () => generator.rand(new Int32Array(3) as never),
      /^n is an Int32Array of 3; expected a number of values, a Float32Array or a Float64Array/,
    ],
    [() => generator.randn("7" as never), /^n is "7"; expected a number of values/],
    [() => generator.randn(null as never), /^n is null; expected a number of values/],
    [
      () => generator.uniform(new Float64Array(1), { dtype: "float32" } as object),
      /^dtype is "float32"; expected float64, as the array to fill has, or no dtype/,
    ],
    [() => generator.randperm(new Float64Array(3) as never), /^n is a Float64Array of 3; expected .* Int32Array/],
    [() => generator.randint(0, 9, new Uint8Array(3) as never), /^n is a Uint8Array of 3; expected/],
    [() => generator.randint(0, 2 ** 31 + 1, new Int32Array(1)), /^high is 2147483649; expected a number from -2/],
    [() => generator.randint(-(2 ** 31) - 1, 0, new Int32Array(1)), /^low is -2147483649; expected a number from -2/],
    [() => generator.skip(-1), /^words is -1; expected a number from 0/],
    [() => generator.skip(0.5), /^words is 0\.5; expected an integer/],
    [() => generator.uniform(1, { from: -3e38, to: 3e38 }), /^to - from is .*; expected a number that is finite/],
    [() => generator.normal(1, { std: -1 }), /^std is -1; expected a number from 0/],
    [() => generator.normal(1, { mean: Number.NaN }), /^mean is NaN; expected a number that is finite in float32/],
    [
      () => generator.rand(1, { dtype: "float16" as "float32" }),
      /^dtype is "float16"; expected "float32" or "float64"/,
    ],
  ])("%s", (call, message) => {
    expect(call).toThrow(hasCode("RANDOM_INVALID_ARGUMENT", message));
  });
});
