/** The numbers of a table whose bytes are in memory, without a copy where there can be none. */
import { toFloat32 } from "./float16.ts";
import type { WeightDtype } from "./located-table.ts";

/**
 * `length` numbers that are stored from byte `offset` on.
 *
 * @returns `isView`: float32 that starts on a multiple of 4 of the underlying buffer is a view on
 *   `bytes`; everything else is a copy
 * @example storedFloats(Uint8Array.of(0, 0, 128, 63), 0, 1, "float32") // { weight: Float32Array [ 1 ], isView: true }
 */
export function storedFloats(
  bytes: Uint8Array,
  offset: number,
  length: number,
  dtype: WeightDtype,
): { readonly weight: Float32Array; readonly isView: boolean } {
  if (dtype === "float16") {
    return { weight: toFloat32(copied(bytes, offset, new Uint16Array(length))), isView: false };
  }
  const at = bytes.byteOffset + offset;
  if (at % 4 === 0) return { weight: new Float32Array(bytes.buffer, at, length), isView: true };
  return { weight: copied(bytes, offset, new Float32Array(length)), isView: false };
}

/** Fills `target` with the bytes from `offset` on, whatever their alignment. */
export function copied<Numbers extends Uint16Array | Float32Array | Float64Array>(
  bytes: Uint8Array,
  offset: number,
  target: Numbers,
): Numbers {
  new Uint8Array(target.buffer).set(bytes.subarray(offset, offset + target.byteLength));
  return target;
}
