/**
 * float32 to float16 (IEEE 754 binary16) and back, on the bits: neither V8's Math nor its typed
 * arrays know float16 in Node 20.
 *
 * To float16: round to nearest, ties to even; from 65520 on infinity; below 2^-14 subnormal; a NaN
 * stays one with its sign and upper payload. That is numpy's `astype("float16")`.
 * To float32: exact, by a lookup of all 65,536 (256 KB, made on first use).
 * Linear; the only allocation is the result where none is given.
 */

/** The bits of 65536, the first that is too large before rounding; the carry takes 65520 there. */
const TOO_LARGE = 0x47800000;
/** The bits of 2^-14, the smallest normal float16. */
const MIN_NORMAL = 0x38800000;
/** The bits of 2^-25, half of the smallest subnormal: a tie that goes to zero. */
const MAX_TO_ZERO = 0x33000000;
const INFINITY32 = 0x7f800000;
const INFINITY16 = 0x7c00;
/** 127 - 15, the difference of the exponents' biases, at float32's exponent. */
const REBIAS = 0x38000000;

/**
 * The nearest float16 of each value, as bits; values of 65520 and more become infinite.
 *
 * @param out filled and returned; as long as `values`, a new array by default
 * @example toFloat16(Float32Array.of(1, 0.1, 65520)) // Uint16Array [ 15360, 11878, 31744 ]
 */
export function toFloat16(values: Float32Array, out: Uint16Array = new Uint16Array(values.length)): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i]!;
    const magnitude = word & 0x7fffffff;
    let half: number;
    if (magnitude >= TOO_LARGE) {
      half = magnitude > INFINITY32 ? nanBits(magnitude) : INFINITY16;
    } else if (magnitude >= MIN_NORMAL) {
      // Just under half a unit of the 13 dropped bits, and one more where the kept part is odd.
      half = (magnitude - REBIAS + 0xfff + ((magnitude >>> 13) & 1)) >>> 13;
    } else {
      half = magnitude <= MAX_TO_ZERO ? 0 : subnormalBits(magnitude);
    }
    out[i] = ((word >>> 16) & 0x8000) | half;
  }
  return out;
}

/** The payload's upper bits, and where none of them is set the quiet bit: without one it were infinity. */
function nanBits(magnitude: number): number {
  const payload = (magnitude >>> 13) & 0x3ff;
  return INFINITY16 | (payload === 0 ? 0x200 : payload);
}

function subnormalBits(magnitude: number): number {
  const significand = (magnitude & 0x7fffff) | 0x800000;
  const dropped = 126 - (magnitude >>> 23); // 14 to 24 bits
  const kept = significand >>> dropped;
  const rest = significand & ((1 << dropped) - 1);
  const tie = 1 << (dropped - 1);
  return rest > tie || (rest === tie && (kept & 1) === 1) ? kept + 1 : kept;
}

let float32Bits: Uint32Array | undefined;

/**
 * The values of float16 bits, exactly.
 *
 * @param out filled and returned; as long as `halves`, a new array by default
 * @example toFloat32(Uint16Array.of(0x3c00, 0x2e66, 0x7c00)) // Float32Array [ 1, 0.0999755859375, Infinity ]
 */
export function toFloat32(halves: Uint16Array, out: Float32Array = new Float32Array(halves.length)): Float32Array {
  const table = (float32Bits ??= Uint32Array.from({ length: 65536 }, (_, half) => widened(half)));
  // Through bits: a float32 NaN that is copied as a number may lose its payload.
  const bits = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < halves.length; i++) bits[i] = table[halves[i]!]!;
  return out;
}

/** float32's bits of one float16's. */
function widened(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | INFINITY32 | (fraction << 13);
  if (exponent > 0) return sign | (((exponent + 112) << 23) | (fraction << 13));
  if (fraction === 0) return sign;
  // A subnormal, fraction * 2^-24, is normal in float32: its highest bit becomes the implicit one.
  const highest = 31 - Math.clz32(fraction);
  return sign | ((highest + 103) << 23) | ((fraction << (23 - highest)) & 0x7fffff);
}
