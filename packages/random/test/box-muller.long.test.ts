/**
 * The proof behind box-muller-f32.ts: for every uniform there is, its log, cos and sin, which round
 * each multiply-add twice, equal the same polynomials with true FMAs.
 */
import { expect, test } from "vitest";
import { cosSin32, log32 } from "../src/box-muller-f32.ts";
import { fma32 } from "../src/fma32.ts";

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

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.slice(1).reduce((y, p) => fma32(y, x, p), coefficients[0]!);

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
  const x = REDUCTION.reduce((reduced, part) => fma32(octant, part, reduced), angle);
  const z = fround(x * x);
  const c = fround(fma32(fround(horner(COS, z) * z), z, -fround(z * 0.5)) + 1);
  const s = fma32(fround(horner(SIN, z) * z), x, x);
  const quarter = octant / 2;
  return [[c, -s, -c, s][quarter % 4]!, [s, c, -s, -c][quarter % 4]!];
}

test("log of all 2^24 values", () => {
  let different = 0;
  for (let i = 1; i <= 2 ** 24; i++) if (!Object.is(log32(i * 2 ** -24), slowLog(i * 2 ** -24))) different++;
  expect(different).toBe(0);
}, 600_000);

test("cos and sin of all 2^24 values", () => {
  const out = new Float32Array(2);
  let different = 0;
  for (let i = 0; i < 2 ** 24; i++) {
    cosSin32(i * 2 ** -24, out);
    const [cos, sin] = slowCosSin(i * 2 ** -24);
    if (out[0] !== cos || out[1] !== sin) different++;
  }
  expect(different).toBe(0);
}, 600_000);
