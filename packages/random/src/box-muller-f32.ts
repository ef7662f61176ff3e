/**
 * Sixteen uniforms to sixteen normals, float32, bit for bit as torch on x86 with AVX2 (and AVX512).
 *
 * For j < 8: u1 = 1 - d[j], u2 = d[j + 8], r = sqrt(-2 log u1), d[j] = r cos(2 pi u2),
 * d[j + 8] = r sin(2 pi u2), then times std plus mean in one fused step.
 * log, sin and cos are the single-precision polynomials of cephes as in torch's avx_mathfun.h,
 * whose multiply-adds the compiler contracts to FMA.
 *
 * Inputs: d[at .. at + 15] in [0, 1), multiples of 2^-24. So u1 and u2 have 2^24 values each, and
 * for every one of them `fround(a * b + c)`, which rounds twice, gives what an FMA gives: all were
 * compared (test/box-muller.long.test.ts). Only the last step, whose std and mean are the user's,
 * needs a true FMA.
 * Cost: constant per block, no allocation.
 * Source: aten/src/ATen/native/cpu/DistributionTemplates.h (normal_fill_AVX2), avx_mathfun.h.
 *
 * torch's scalar build (ATEN_CPU_CAPABILITY=default, ARM) uses libm instead and differs in the
 * last bits; it is not reproduced here.
 *
 * Tried: a true FMA everywhere, 12.87 million normals in 2.8 s instead of 1.0 s; finding the
 * half-way cases by the double's low bits instead of by arithmetic, 2.0 s.
 */
import { fma32 } from "./fma32.ts";

const fround = Math.fround;

const SQRT_HALF = fround(Math.SQRT1_2);
const LOG_P0 = fround(7.0376836292e-2);
const LOG_P1 = fround(-1.151461031e-1);
const LOG_P2 = fround(1.167699874e-1);
const LOG_P3 = fround(-1.2420140846e-1);
const LOG_P4 = fround(1.4249322787e-1);
const LOG_P5 = fround(-1.6668057665e-1);
const LOG_P6 = fround(2.0000714765e-1);
const LOG_P7 = fround(-2.4999993993e-1);
const LOG_P8 = fround(3.3333331174e-1);
const LOG_Q1 = fround(-2.1219444e-4);
const LOG_Q2 = fround(0.693359375);

const TWO_PI = fround(2 * Math.PI);
const FOUR_OVER_PI = fround(1.27323954473516);
const DP1 = fround(-0.78515625);
const DP2 = fround(-2.4187564849853516e-4);
const DP3 = fround(-3.774894977445941e-8);
const COS_0 = fround(2.443315711809948e-5);
const COS_1 = fround(-1.388731625493765e-3);
const COS_2 = fround(4.166664568298827e-2);
const SIN_0 = fround(-1.9515295891e-4);
const SIN_1 = fround(8.3321608736e-3);
const SIN_2 = fround(-1.6666654611e-1);

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);
const cosAndSin = new Float32Array(2);

/** Turns the 16 uniforms at `at` into normals of the given mean and standard deviation (float32), in place. */
export function normalBlockF32(d: Float32Array, at: number, mean: number, std: number): void {
  for (let j = at; j < at + 8; j++) {
    const radius = fround(Math.sqrt(fround(-2 * log32(fround(1 - d[j]!)))));
    cosSin32(d[j + 8]!, cosAndSin);
    d[j] = fma32(fround(radius * cosAndSin[0]!), std, mean);
    d[j + 8] = fma32(fround(radius * cosAndSin[1]!), std, mean);
  }
}

/** Natural logarithm of x, a multiple of 2^-24 in (0, 1]. */
export function log32(x: number): number {
  // x = m * 2^e with m in [sqrt(1/2), sqrt(2)), and a polynomial for log(1 + (m - 1)).
  float[0] = x;
  const word = bits[0]!;
  bits[0] = (word & 0x007fffff) | 0x3f000000;
  const half = float[0]!;
  const isLow = half < SQRT_HALF;
  const e = (word >>> 23) - (isLow ? 127 : 126);
  const m = isLow ? fround(fround(half - 1) + half) : fround(half - 1);
  const z = fround(m * m);
  let y = fround(LOG_P0 * m + LOG_P1);
  y = fround(y * m + LOG_P2);
  y = fround(y * m + LOG_P3);
  y = fround(y * m + LOG_P4);
  y = fround(y * m + LOG_P5);
  y = fround(y * m + LOG_P6);
  y = fround(y * m + LOG_P7);
  y = fround(y * m + LOG_P8);
  y = fround(fround(y * m) * z + fround(e * LOG_Q1));
  y = fround(-z * 0.5 + y);
  return fround(e * LOG_Q2 + fround(m + y));
}

/** Cosine and sine of 2 pi u into out[0] and out[1]; u is a multiple of 2^-24 in [0, 1). */
export function cosSin32(u: number, out: Float32Array): void {
  const angle = fround(TWO_PI * u);
  // The octant decides which polynomial gives cos and which sin, and their signs.
  const octant = (Math.trunc(fround(angle * FOUR_OVER_PI)) + 1) & ~1;
  let x = fround(octant * DP1 + angle);
  x = fround(octant * DP2 + x);
  x = fround(octant * DP3 + x);
  const z = fround(x * x);
  let c = fround(COS_0 * z + COS_1);
  c = fround(fround(c * z + COS_2) * z);
  c = fround(fround(c * z - fround(z * 0.5)) + 1);
  let s = fround(SIN_0 * z + SIN_1);
  s = fround(fround(s * z + SIN_2) * z);
  s = fround(s * x + x);
  const isSwapped = (octant & 2) !== 0;
  const cos = isSwapped ? s : c;
  const sin = isSwapped ? c : s;
  out[0] = ((octant - 2) & 4) === 0 ? -cos : cos;
  out[1] = (octant & 4) !== 0 ? -sin : sin;
}
