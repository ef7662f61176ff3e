import { expect, test } from "vitest";
import { fma64 } from "../src/fma64.ts";
import { Generator } from "../src/index.ts";

/** x as an integer times 2^-1074, by its bits. */
function exact(x: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & (2n ** 52n - 1n);
  const magnitude = exponent === 0n ? fraction : (fraction | (2n ** 52n)) << (exponent - 1n);
  return bits >> 63n === 1n ? -magnitude : magnitude;
}

/** Whether `result` is a * b + c rounded once: no neighbour is nearer, and of two as near it is the even one. */
function expectRounded(a: number, b: number, c: number, result: number): void {
  const unit = 2n ** 1074n;
  const sum = exact(a) * exact(b) + exact(c) * unit;
  const distance = (x: number): bigint => {
    const away = sum - exact(x) * unit;
    return away < 0n ? -away : away;
  };
  const isEven = (x: number): boolean => (new BigUint64Array(Float64Array.of(x).buffer)[0]! & 1n) === 0n;
  const ours = distance(result);
  for (const step of [-1n, 1n]) {
    const bits = new BigUint64Array(Float64Array.of(result === 0 ? 0 : result).buffer);
    if (result === 0 && step === -1n) continue;
    bits[0] = bits[0]! + step;
    const neighbour = new Float64Array(bits.buffer)[0]!;
    if (!Number.isFinite(neighbour)) continue;
    const theirs = distance(neighbour);
    if (!(ours < theirs || (ours === theirs && isEven(result))))
      expect.fail(`fma64(${a}, ${b}, ${c}) is ${result}, but ${neighbour} is nearer`);
  }
}

const TINY = 2 ** -53;

test.each([
  ["down, where rounding twice goes up", TINY * (1 + 2 ** -52), 1 - 2 ** -52, 1 + 2 ** -52, 1 + 2 ** -52],
  ["a middle to the even one", TINY, 1, 1 + 2 ** -52, 1 + 2 ** -51],
  ["a hair below the middle", TINY, 1 - TINY, 1, 1],
  ["a hair above the middle", TINY, 1 + 2 ** -52, 1, 1 + 2 ** -52],
  ["what a product of its own loses", 1 + 2 ** -52, 1 + 2 ** -52, -(1 + 2 ** -51), 2 ** -104],
  ["a sum of zero", 2, -3, 6, 0],
  ["a product of -0 and 0", -0, 3, 0, 0],
  ["a product of -0 and -0", -0, 3, -0, -0],
  ["the smallest number", 5e-324, 1, 0, 5e-324],
  ["half the smallest number", 5e-324, 0.5, 0, 0],
  ["more than half of it, below zero", -5e-324, 0.75, 0, -5e-324],
  ["the largest number", Number.MAX_VALUE, 1, -0, Number.MAX_VALUE],
  ["beyond the largest and back", Number.MAX_VALUE, 2, -Number.MAX_VALUE, Number.MAX_VALUE],
  ["too much", Number.MAX_VALUE, 2, 0, Number.POSITIVE_INFINITY],
])("%s", (_, a, b, c, expected) => {
  expect(fma64(a, b, c)).toBe(expected);
});

test.each([
  ["of like size", 3],
  ["within double's range", 400],
  ["beyond, where results may be subnormal", 1000],
])("random sums %s are rounded once (seed 64)", (_, spread) => {
  const generator = new Generator(64);
  const doubles = (): Float64Array => generator.uniform(4000, { from: -2, to: 2, dtype: "float64" });
  const scales = generator.randint(-spread, spread + 1, 12_000);
  const [a, b, c] = [doubles(), doubles(), doubles()];
  let checked = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! * 2 ** scales[3 * i]!;
    // Few bits in every other b make middles common.
    const y = (i % 2 === 0 ? Math.round(b[i]! * 16) / 16 : b[i]!) * 2 ** scales[3 * i + 1]!;
    const z = c[i]! * 2 ** scales[3 * i + 2]!;
    const result = fma64(x, y, z);
    if (!Number.isFinite(result)) continue;
    expectRounded(x, y, z, result);
    checked++;
  }
  expect(checked).toBeGreaterThan(2000);
});
