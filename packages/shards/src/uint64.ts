/**
 * Little-endian 64-bit integers as JavaScript numbers. Exact below 2^53; a larger or a negative one
 * comes out as a number above every real size, which the callers' range checks refuse.
 */

/** @param bytes a multiple of 8, in a buffer of their own */
export function decodeUint64s(bytes: Uint8Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const halves = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const values = new Float64Array(bytes.length / 8);
  for (let i = 0; i < values.length; i++) values[i] = halves[2 * i]! + halves[2 * i + 1]! * 2 ** 32;
  return values;
}

export function encodeUint64s(values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const halves = new Uint32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    halves[2 * i] = values[i]! % 2 ** 32;
    halves[2 * i + 1] = values[i]! / 2 ** 32;
  }
  return new Uint8Array(halves.buffer);
}
