/**
 * The radius of Box-Muller in float32: sqrt(-2 log u1), with the logarithm of cephes.
 *
 * u1 = 1 - bits * 2^-24 = 2^e (1 + m) with 1 + m in [sqrt(1/2), sqrt(2)), and a polynomial in m.
 * Inputs: bits from 0 to 2^24 - 1. For every one of them the result is that of torch's FMAs,
 * though each step here rounds its product and sum to double first (test/box-muller.long.test.ts).
 * No branch depends on a word: half of them would be guessed wrong.
 * Source: ATen/native/cpu/avx_mathfun.h (log256_ps) and DistributionTemplates.h in torch.
 */
import { hornerStep, LANES, multiply } from "./lanes-f32.ts";

const fround = Math.fround;

/** Highest power first; the first two are in `split`. */
const LOG = Float32Array.of(
  7.0376836292e-2,
  -1.151461031e-1,
  1.167699874e-1,
  -1.2420140846e-1,
  1.4249322787e-1,
  -1.6668057665e-1,
  2.0000714765e-1,
  -2.4999993993e-1,
  3.3333331174e-1,
);
/** log 2 in two parts: products of an exponent with the second are exact. */
const LOG_Q1 = fround(-2.1219444e-4);
const LOG_Q2 = fround(0.693359375);
/** The float32 next to sqrt(1/2), in steps of 2^-24. */
const SQRT_HALF_STEPS = fround(Math.SQRT1_2) * 2 ** 24;

const exponent = new Int8Array(LANES);
const m = new Float32Array(LANES);
const z = new Float32Array(LANES);
const y = new Float32Array(LANES);

/**
 * Fills the first n radii from the low 24 bits of words: of each sixteen the first eight.
 * @param n at most LANES
 */
export function fillRadii(words: Uint32Array, radii: Float32Array, n: number): void {
  split(words, n);
  y.fill(LOG[0]!, 0, n);
  for (let k = 1; k < LOG.length; k++) hornerStep(y, m, LOG[k]!, n);
  multiply(y, m, n);
  finish(radii, n);
}

/** m and e of u1, exactly, and z = m * m. */
function split(words: Uint32Array, n: number): void {
  const sqrtHalf = SQRT_HALF_STEPS;
  for (let i = 0; i < n; i++) {
    const steps = 0x1000000 - (words[i + (i & ~7)]! & 0xffffff);
    const zeros = Math.clz32(steps);
    const half = (steps << zeros) >>> 8;
    const isLow = (half - sqrtHalf) >>> 31;
    const fraction = (half << isLow) * 2 ** -24 - 1;
    exponent[i] = 8 - zeros - isLow;
    m[i] = fraction;
    z[i] = fraction * fraction;
  }
}

function finish(radii: Float32Array, n: number): void {
  const q1 = LOG_Q1;
  for (let i = 0; i < n; i++) y[i] = y[i]! * z[i]! + fround(exponent[i]! * q1);
  for (let i = 0; i < n; i++) y[i] = fround(y[i]! - z[i]! * 0.5) + m[i]!;
  const q2 = LOG_Q2;
  for (let i = 0; i < n; i++) radii[i] = Math.sqrt(-2 * fround(exponent[i]! * q2 + y[i]!));
}
