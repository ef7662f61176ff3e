/**
 * The first argument of the calls that fill an array: how many values, or the caller's array.
 * Each function here gives the array to fill, fresh or the caller's, or throws a RandomError.
 */
import { isDetached } from "@windrow/core";
import { checkArraySize, checkDtype, invalid } from "./arguments.ts";

/** Element type of a result: torch.float32 (default) or torch.float64. */
export type FloatDtype = "float32" | "float64";

/** The typed array that holds each dtype. */
export interface FloatArrays {
  float32: Float32Array;
  float64: Float64Array;
}

/** An array of floats; where the caller gives one, its type is the dtype. */
export function floatTarget(
  target: number | Float32Array | Float64Array,
  dtype?: FloatDtype,
): Float32Array | Float64Array {
  if (dtype !== undefined) checkDtype(dtype);
  if (typeof target === "number") {
    checkArraySize(target);
    return dtype === "float64" ? new Float64Array(target) : new Float32Array(target);
  }
  const own = target instanceof Float32Array ? "float32" : target instanceof Float64Array ? "float64" : undefined;
  if (own === undefined) throw invalid("n", target, "a number of values, a Float32Array or a Float64Array");
  checkAttached(target as Float32Array | Float64Array);
  if (dtype !== undefined && dtype !== own)
    throw invalid("dtype", dtype, `${own}, as the array to fill has, or no dtype`);
  return target as Float32Array | Float64Array;
}

/** An array of integers, by default doubles, which hold every safe integer. */
export function integerTarget(target: number | Float64Array | Int32Array): Float64Array | Int32Array {
  if (typeof target === "number") return new Float64Array(checkArraySize(target));
  if (!(target instanceof Float64Array || target instanceof Int32Array))
    throw invalid("n", target, "a number of values, a Float64Array or an Int32Array");
  checkAttached(target);
  return target;
}

/** An array of at most `max` indices. */
export function indexTarget(target: number | Int32Array, max: number): Int32Array {
  if (typeof target === "number") return new Int32Array(checkArraySize(target, max));
  if (!(target instanceof Int32Array)) throw invalid("n", target, "a number of indices or an Int32Array");
  checkAttached(target);
  checkArraySize(target.length, max);
  return target;
}

/** An array that was transferred to another thread has no places left to fill. */
function checkAttached(array: ArrayBufferView): void {
  if (isDetached(array))
    throw invalid("n", array, "an array whose buffer was not transferred to another thread, as this one's was");
}
