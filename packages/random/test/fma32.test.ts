import { expect, test } from "vitest";
import { Generator } from "../src/index.ts";
import { fma32 } from "../src/fma32.ts";

/** A double of magnitude 2^-200 or more, or 0, as an integer times 2^-300. */
function exact(x: number): bigint {
  const scaled = Math.abs(x) * 2 ** 300;
  const integer = BigInt(scaled); // throws unless it is whole
  return x < 0 ? -integer : integer;
}

/** a * b + c by integers, rounded once to 24 bits, half to even. */
function slowFma32(a: number, b: number, c: number): number {
  const sum = exact(a * b) + exact(c); // the product of two float32 is exact in double
  const magnitude = sum < 0n ? -sum : sum;
  const unit = 2n ** BigInt(Math.max(0, magnitude.toString(2).length - 24));
  let kept = magnitude / unit;
  const rest = magnitude % unit;
  if (rest * 2n > unit || (rest * 2n === unit && (kept & 1n) === 1n)) kept++;
  const value = Number(kept * unit) * 2 ** -300;
  return sum < 0n ? -value : value;
}

// The exact sum is 2^-70 off the middle between two float32; rounded to double it is the middle.
const A = (1 + 2 ** -23) * 2 ** -24;
const B = 1 - 2 ** -23;
const ODD = 1 + 2 ** -23;
const EVEN = 1 + 2 ** -22;

test.each([
  ["down, where rounding twice goes up", A, B, ODD, ODD],
  ["up, where rounding twice goes down", -A, B, EVEN, EVEN],
  ["the same below zero", -A, B, -ODD, -ODD],
  ["by a whole, down", A * 2 ** 24, B, ODD * 2 ** 24, ODD * 2 ** 24],
  ["by a whole, up", -A * 2 ** 24, B, EVEN * 2 ** 24, EVEN * 2 ** 24],
  ["by a whole below zero", -A * 2 ** 24, B, -ODD * 2 ** 24, -ODD * 2 ** 24],
  ["a true middle to the even one", 2 ** -24, 1, ODD, EVEN],
  ["an exact sum", 3, 5, 7, 22],
  ["a sum of zero", 2, -3, 6, 0],
])("%s", (_, a, b, c, expected) => {
  expect(slowFma32(a, b, c)).toBe(expected);
  expect(fma32(a, b, c)).toBe(expected);
});

test("agrees with integers on 100,000 random sums near the middle of two float32 (seed 31)", () => {
  const generator = new Generator(31);
  const floats = (n: number): Float32Array => generator.uniform(n, { from: -2, to: 2 });
  const [a, b, c] = [floats(100_000), floats(100_000), floats(100_000)];
  const scales = generator.randint(-40, 10, 100_000);
  for (let i = 0; i < a.length; i++) {
    // Few bits in a and b make middles common.
    const [x, y] = i % 2 === 0 ? [Math.round(a[i]! * 4096) / 4096, 1 - 2 ** -23] : [a[i]!, b[i]!];
    const scaled = Math.fround(y * 2 ** scales[i]!);
    const expected = slowFma32(x, scaled, c[i]!);
    expect(fma32(x, scaled, c[i]!) + 0).toBe(expected + 0);
  }
});
