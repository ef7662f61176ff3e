/**
 * The proof behind radius-f32.ts and turn-f32.ts: for every uniform there is, their radius, cosine
 * and sine, which round each multiply-add twice and leave out steps, equal cephes's polynomials
 * with all steps and true FMAs.
 */
import { expect, test } from "vitest";
import { fma32 } from "../src/fma32.ts";
import { LANES } from "../src/lanes-f32.ts";
import { fillRadii } from "../src/radius-f32.ts";
import { turnRadii } from "../src/turn-f32.ts";

const fround = Math.fround;
const float = (values: readonly number[]): number[] => values.map(fround);

const LOG = float([
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);
const [Q1, Q2] = float([-2.1219444e-4, 0.693359375]) as [number, number];
const COS = float([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]);
const SIN = float([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]);
const REDUCTION = float([-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8]);

const horner = (coefficients: readonly number[], x: number): number => {
  let y = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) y = fma32(y, x, coefficients[i]!);
  return y;
};

function slowLog(x: number): number {
  let e = Math.floor(Math.log2(x)) + 1;
  let m = x / 2 ** e;
  if (m < fround(Math.SQRT1_2)) {
    e -= 1;
    m = fround(fround(m - 1) + m);
  } else {
    m = fround(m - 1);
  }
  const z = fround(m * m);
  let y = fround(horner(LOG, m) * m);
  y = fma32(y, z, fround(e * Q1));
  y = fma32(-z, 0.5, y);
  return fma32(e, Q2, fround(m + y));
}

function slowCosSin(u: number): [cos: number, sin: number] {
  const angle = fround(fround(2 * Math.PI) * u);
  const octant = (Math.trunc(fround(angle * fround(4 / Math.PI))) + 1) & ~1;
  let x = angle;
  for (const part of REDUCTION) x = fma32(octant, part, x);
  const z = fround(x * x);
  const c = fround(fma32(fround(horner(COS, z) * z), z, -fround(z * 0.5)) + 1);
  const s = fma32(fround(horner(SIN, z) * z), x, x);
  const quarter = octant / 2;
  return [[c, -s, -c, s][quarter % 4]!, [s, c, -s, -c][quarter % 4]!];
}

/** Words of which each block of 16 has `first + 0 .. 7` as the first and the second eight; with noise above. */
function wordsFrom(first: number): Uint32Array {
  return Uint32Array.from({ length: 2 * LANES }, (_, i) => {
    const lane = (i >>> 4) * 8 + (i & 7);
    return first + lane + 2 ** 24 * (i & 255);
  });
}

test("the radius of all 2^24 values", () => {
  const radii = new Float32Array(LANES);
  let different = 0;
  for (let first = 0; first < 2 ** 24; first += LANES) {
    fillRadii(wordsFrom(first), radii, LANES);
    for (let lane = 0; lane < LANES; lane++) {
      const expected = fround(Math.sqrt(fround(-2 * slowLog(1 - (first + lane) * 2 ** -24))));
      if (!Object.is(radii[lane], expected)) different++;
    }
  }
  expect(different).toBe(0);
}, 600_000);

test("cosine and sine of all 2^24 values", () => {
  const ones = new Float32Array(LANES).fill(1);
  const out = new Float32Array(2 * LANES);
  let different = 0;
  for (let first = 0; first < 2 ** 24; first += LANES) {
    turnRadii(wordsFrom(first), ones, LANES, out, 0, -0);
    for (let lane = 0; lane < LANES; lane++) {
      const at = (lane >>> 3) * 16 + (lane & 7);
      const [cos, sin] = slowCosSin((first + lane) * 2 ** -24);
      if (!Object.is(out[at], cos) || !Object.is(out[at + 8], sin)) different++;
    }
  }
  expect(different).toBe(0);
}, 600_000);
