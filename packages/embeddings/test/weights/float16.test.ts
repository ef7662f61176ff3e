import { createHash } from "node:crypto";
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import { toFloat16, toFloat32 } from "../../src/weights/float16.ts";
import { expected } from "./fixtures.ts";

const sha256 = (array: ArrayBufferView): string =>
  createHash("sha256")
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest("hex");
const every = Uint16Array.from({ length: 65536 }, (_, half) => half);
const bitsOf = (floats: Float32Array): Uint32Array => new Uint32Array(floats.buffer, floats.byteOffset, floats.length);

/** The value by the standard's definition: significand times a power of two. */
function valueOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** All float16 from 0 to the first too large, 65536, in order: the bits are the index. */
const ladder = Array.from({ length: 0x7c01 }, (_, half) => (half === 0x7c00 ? 65536 : valueOf(half)));

/** By search and distance: the nearer neighbour, and of two equally near ones the even. */
function nearest(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65536) return sign | 0x7c00;
  let low = 0;
  let high = 0x7c00;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (ladder[middle]! <= magnitude) low = middle;
    else high = middle;
  }
  const [below, above] = [magnitude - ladder[low]!, ladder[high]! - magnitude];
  return sign | (below < above || (below === above && low % 2 === 0) ? low : high);
}

describe("toFloat32", () => {
  test("all 65,536 are what the standard defines, NaN included, and the infinite and finite ones numpy's", () => {
    const floats = toFloat32(every);
    expect(floats).toEqual(Float32Array.from(every, valueOf));
    const notNaN = every.filter((half) => (half & 0x7fff) <= 0x7c00);
    expect(sha256(toFloat32(notNaN))).toBe(expected.float16.toFloat32);
  });

  test("a NaN keeps its sign and payload", () => {
    expect(bitsOf(toFloat32(Uint16Array.of(0x7e01, 0xfc01)))).toEqual(Uint32Array.of(0x7fc02000, 0xff802000));
  });
});

describe("toFloat16", () => {
  test("a million bit patterns of float32 give numpy's", () => {
    const { step, count, toFloat16: sha } = expected.float16;
    const all = Uint32Array.from({ length: Math.ceil(2 ** 32 / step) }, (_, i) => i * step);
    const words = all.filter((word) => (word & 0x7fffffff) <= 0x7f800000);
    expect(words.length).toBe(count);
    expect(sha256(toFloat16(new Float32Array(words.buffer)))).toBe(sha);
  });

  test("all 65,536 come back, to the bit", () => {
    expect(sha256(toFloat16(toFloat32(every)))).toBe(sha256(every));
  });

  test("every border between two neighbours: the tie goes to the even, its float32 neighbours to the nearer", () => {
    const ties = Float32Array.from({ length: 0x7c00 }, (_, half) => (ladder[half]! + ladder[half + 1]!) / 2);
    const below = new Float32Array(bitsOf(ties).map((word) => word - 1).buffer);
    const above = new Float32Array(bitsOf(ties).map((word) => word + 1).buffer);
    for (const [values, choose] of [
      [ties, (half: number) => half + (half % 2)],
      [below, (half: number) => half],
      [above, (half: number) => half + 1],
    ] as const) {
      const magnitudes = Uint16Array.from({ length: 0x7c00 }, (_, half) => choose(half));
      expect(toFloat16(values)).toEqual(magnitudes);
      expect(toFloat16(values.map((value) => -value))).toEqual(magnitudes.map((half) => half | 0x8000));
    }
  });

  test("overflow, underflow, zeros and NaN", () => {
    const values = Float32Array.of(65519.996, 65520, -65520, 3e38, Infinity, -Infinity, 2 ** -25, 2 ** -149, -0);
    const halves = [0x7bff, 0x7c00, 0xfc00, 0x7c00, 0x7c00, 0xfc00, 0, 0, 0x8000];
    expect([...toFloat16(values)]).toEqual(halves);
    // The payload's upper bits stay; where only lower ones are set it must not become infinity.
    const nans = new Float32Array(Uint32Array.of(0x7fc02000, 0x7f800001, 0xffffffff).buffer);
    expect([...toFloat16(nans)]).toEqual([0x7e01, 0x7e00, 0xffff]);
  });

  test("random values of all sizes: as found by search (seed 31)", () => {
    const random = new Generator(31);
    const exponents = random.randint(-28, 18, 50_000);
    const values = random.randn(50_000).map((value, i) => value * 2 ** Number(exponents[i]));
    expect(toFloat16(values)).toEqual(Uint16Array.from(values, nearest));
  });

  test("fills a given array that is a view of a larger buffer, and nothing beside it", () => {
    const values = Float32Array.of(9, 1, -2, 9).subarray(1, 3);
    const out = new Uint16Array(4).fill(7);
    const view = out.subarray(1, 3);
    expect(toFloat16(values, view)).toBe(view);
    expect([...out]).toEqual([7, 0x3c00, 0xc000, 7]);
    const floats = new Float32Array(4).fill(7);
    toFloat32(out.subarray(1, 3), floats.subarray(1, 3));
    expect([...floats]).toEqual([7, 1, -2, 7]);
    expect([toFloat16(new Float32Array(0)), toFloat32(new Uint16Array(0))].map(({ length }) => length)).toEqual([0, 0]);
  });
});
