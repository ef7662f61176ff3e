/**
 * Sixteen uniforms to sixteen normals, float32, bit for bit as torch on x86 with AVX2 (and AVX512).
 *
 * For j < 8: u1 = 1 - d[j], u2 = d[j + 8], r = sqrt(-2 log u1), d[j] = r cos(2 pi u2),
 * d[j + 8] = r sin(2 pi u2), then times std plus mean in one fused step.
 * log, sin and cos are the single-precision polynomials of cephes as in torch's avx_mathfun.h,
 * with multiply-add contracted to FMA as the compiler contracts them there.
 * Input: d[at .. at + 15] in [0, 1), multiples of 2^-24, so u1 is in (0, 1] and never denormal.
 * Cost: constant per block, no allocation.
 * Source: aten/src/ATen/native/cpu/DistributionTemplates.h (normal_fill_AVX2), avx_mathfun.h.
 *
 * torch's scalar build (ATEN_CPU_CAPABILITY=default, ARM) uses libm instead and differs in the
 * last bits; it is not reproduced here.
 */
import { fma32 } from "./fma32.ts";

const fround = Math.fround;

const SQRT_HALF = fround(Math.SQRT1_2);
const LOG_P = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(fround) as [number, number, number, number, number, number, number, number, number];
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

/** Turns the 16 uniforms at `at` into normals of the given mean and standard deviation, in place. */
export function normalBlockF32(d: Float32Array, at: number, mean: number, std: number): void {
  for (let j = at; j < at + 8; j++) {
    const radius = fround(Math.sqrt(fround(-2 * log32(fround(1 - d[j]!)))));
    const angle = fround(TWO_PI * d[j + 8]!);
    // cephes: the octant decides which polynomial gives sin and which cos, and their signs.
    const octant = (Math.trunc(fround(angle * FOUR_OVER_PI)) + 1) & ~1;
    let x = fma32(octant, DP1, angle);
    x = fma32(octant, DP2, x);
    x = fma32(octant, DP3, x);
    const z = fround(x * x);
    let c = fma32(COS_0, z, COS_1);
    c = fround(fma32(c, z, COS_2) * z);
    c = fround(fma32(c, z, -fround(z * 0.5)) + 1);
    let s = fma32(SIN_0, z, SIN_1);
    s = fround(fma32(s, z, SIN_2) * z);
    s = fma32(s, x, x);
    const swap = (octant & 2) !== 0;
    const sin = (octant & 4) !== 0 ? -(swap ? c : s) : swap ? c : s;
    const cos = ((octant - 2) & 4) === 0 ? -(swap ? s : c) : swap ? s : c;
    d[j] = fma32(fround(radius * cos), std, mean);
    d[j + 8] = fma32(fround(radius * sin), std, mean);
  }
}

/** Natural logarithm of a normal float32 `0 < x <= 1`. */
function log32(x: number): number {
  float[0] = x;
  let e = (bits[0]! >>> 23) - 126;
  bits[0] = (bits[0]! & 0x007fffff) | 0x3f000000;
  let m = float[0]!;
  if (m < SQRT_HALF) {
    e -= 1;
    m = fround(fround(m - 1) + m);
  } else {
    m = fround(m - 1);
  }
  const z = fround(m * m);
  let y = LOG_P[0];
  for (let i = 1; i < 9; i++) y = fma32(y, m, LOG_P[i]!);
  y = fround(y * m);
  y = fma32(y, z, fround(e * LOG_Q1));
  y = fma32(-z, 0.5, y);
  m = fround(m + y);
  return fma32(e, LOG_Q2, m);
}
