/** Checks at the public edge: each returns the value, or throws a RandomError with what was given. */
import { checkInteger as checkIntegerFrom, invalidOption, type OptionError, wording } from "@windrow/core";
import { RandomError } from "./errors.ts";

const MIN_SEED = -(2n ** 63n);
const MAX_SEED = 2n ** 64n - 1n;

/** Makes the error of an argument or an option. */
export const fail: OptionError = (message, argument, value) =>
  new RandomError("RANDOM_INVALID_ARGUMENT", message, { argument, value });

/** The error for an argument that can't be what it is. @param expected such as "a finite number" */
export function invalid(name: string, value: unknown, expected: string): Error {
  return invalidOption(fail, name, value, expected);
}

/** The seed as an unsigned 64-bit integer; negative seeds wrap, as in torch. */
export function parseSeed(seed: number | bigint): bigint {
  const isInteger = typeof seed === "bigint" || Number.isSafeInteger(seed);
  if (isInteger && seed >= MIN_SEED && seed <= MAX_SEED) return BigInt.asUintN(64, BigInt(seed));
  const hint =
    typeof seed === "number" && Number.isInteger(seed) ? " Above 2^53 pass a bigint, such as 2n ** 60n." : "";
  const failSeed: OptionError = (message, argument, value) =>
    new RandomError("RANDOM_INVALID_SEED", wording`${message}${hint}`, { argument, value });
  throw invalidOption(failSeed, "seed", seed, "an integer from -2^63 to 2^64 - 1");
}

/** A number of values to draw. */
export function checkArraySize(n: number, max: number = 2 ** 32): number {
  return checkIntegerFrom(fail, "n", n, 0, max);
}

export function checkInteger(name: string, value: number): number {
  if (!Number.isSafeInteger(value)) throw invalid(name, value, "an integer of magnitude below 2^53");
  return value;
}

export function checkDtype(dtype: string): void {
  if (dtype !== "float32" && dtype !== "float64") throw invalid("dtype", dtype, '"float32" or "float64"');
}

/** A number that is finite as float32 too, whose largest is about 3.4e38. */
function checkFloat32(name: string, value: number): number {
  if (typeof value !== "number" || !Number.isFinite(Math.fround(value)))
    throw invalid(name, value, "a number that is finite in float32");
  return value;
}

/** A number that is finite in the dtype of the array it is for. */
export function checkFinite(name: string, value: number, out: Float32Array | Float64Array): number {
  if (out instanceof Float32Array) return checkFloat32(name, value);
  if (!Number.isFinite(value)) throw invalid(name, value, "a finite number");
  return value;
}

export function checkRange(name: string, value: number, min: number, max: number): number {
  if (!(value >= min && value <= max)) throw invalid(name, value, `a number from ${min} to ${max}`);
  return value;
}
