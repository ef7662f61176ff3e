/**
 * Radii times cosine and sine of 2 pi u2, float32, with the polynomials of cephes.
 *
 * The angle is x + quarter * pi / 2 with x at most pi / 4 either way. c and s are cosine and sine
 * of x; the quarter says which of them is the cosine of the angle and their signs.
 * Inputs: bits = u2 * 2^24 from 0 to 2^24 - 1. For every one of them cosine and sine are those of
 * torch's FMAs, though each step here rounds its product and sum to double first, and though cephes
 * takes three steps to x, of which the first two are exact (test/box-muller.long.test.ts).
 * No branch depends on a word: half of them would be guessed wrong.
 * Source: ATen/native/cpu/avx_mathfun.h (sincos256_ps) in torch.
 */
import { hornerStep, LANES, multiply } from "./lanes-f32.ts";

const fround = Math.fround;

/** float(2 pi) for a step of u2. */
const TWO_PI_STEP = fround(2 * Math.PI) * 2 ** -24;
/** -pi / 2 from cephes's -pi / 4 in three parts, whose sum is exact in double. */
const MINUS_HALF_PI = 2 * (fround(-0.78515625) + fround(-2.4187564849853516e-4) + fround(-3.774894977445941e-8));
/** Highest power first. */
const COS = Float32Array.of(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
const SIN = Float32Array.of(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);

const quarters = new Uint8Array(LANES);
const x = new Float32Array(LANES);
const z = new Float32Array(LANES);
const c = new Float32Array(LANES);
const s = new Float32Array(LANES);

/**
 * Turns the first n radii by the low 24 bits of words, of each sixteen the second eight, into n
 * cosines and n sines from `at` on: eight of the ones, then eight of the others. Adds `zero` to each.
 * @param n a multiple of 8, at most LANES
 * @param zero 0 for results without -0, or -0, which changes nothing
 */
export function turnRadii(
  words: Uint32Array,
  radii: Float32Array,
  n: number,
  out: Float32Array,
  at: number,
  zero: number,
): void {
  reduce(words, n);
  polynomial(c, COS, n);
  polynomial(s, SIN, n);
  for (let i = 0; i < n; i++) {
    c[i] = fround(c[i]! * z[i]! - z[i]! * 0.5) + 1;
    s[i] = s[i]! * x[i]! + x[i]!;
  }
  place(radii, n, out, at, zero);
}

/** The nearest quarter, the angle x from there and z = x * x. */
function reduce(words: Uint32Array, n: number): void {
  const step = TWO_PI_STEP;
  const minusHalfPi = MINUS_HALF_PI;
  for (let i = 0; i < n; i++) {
    const bits = words[i + (i & ~7) + 8]! & 0xffffff;
    const quarter = (bits + 0x200000) >>> 22;
    const rest = fround(fround(bits * step) + quarter * minusHalfPi);
    quarters[i] = quarter;
    x[i] = rest;
    z[i] = rest * rest;
  }
}

function polynomial(y: Float32Array, coefficients: Float32Array, n: number): void {
  y.fill(coefficients[0]!, 0, n);
  hornerStep(y, z, coefficients[1]!, n);
  hornerStep(y, z, coefficients[2]!, n);
  multiply(y, z, n);
}

function place(radii: Float32Array, n: number, out: Float32Array, at: number, zero: number): void {
  for (let i = 0; i < n; i++) {
    const quarter = quarters[i]!;
    const cosine = at + i + (i & ~7);
    // An odd quarter swaps cosine and sine; the second and third turn c, the first and second s.
    const swap = (quarter & 1) << 3;
    out[cosine + swap] = radii[i]! * c[i]! * (1 - (quarter & 2)) + zero;
    out[cosine + 8 - swap] = radii[i]! * s[i]! * (1 - ((quarter + 1) & 2)) + zero;
  }
}
