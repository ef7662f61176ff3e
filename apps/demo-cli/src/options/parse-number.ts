/** Numbers as they are typed for options. */
import { InvalidArgumentError } from "commander";

/** A whole number of at least 1. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("must be a whole number of at least 1.");
}

/** A whole number of at least 0. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("must be a whole number of at least 0.");
}

/** A seed as torch takes it. */
export function parseSeed(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("must be a whole number.");
  const seed = BigInt(text);
  if (seed < -(2n ** 63n) || seed >= 2n ** 64n)
    throw new InvalidArgumentError("must be a whole number from -2^63 to 2^64 - 1.");
  return Number.isSafeInteger(Number(text)) ? Number(text) : seed;
}

/** A seed for JSON: a string where it is beyond 2^53. */
export function seedJson(seed: number | bigint): number | string {
  return typeof seed === "number" ? seed : String(seed);
}
