/** Checks at the public edge: each returns the value or throws a RandomError that says what was got. */
import { RandomError } from "./errors.ts";

const MIN_SEED = -(2n ** 63n);
const MAX_SEED = 2n ** 64n - 1n;

/** The seed as an unsigned 64-bit integer; negative seeds wrap, as in torch. */
export function parseSeed(seed: number | bigint): bigint {
  const isInteger = typeof seed === "bigint" || Number.isSafeInteger(seed);
  if (!isInteger) {
    const hint =
      typeof seed === "number" && Number.isInteger(seed) ? " Above 2^53 pass a bigint, such as 2n ** 60n." : "";
    throw new RandomError(
      "RANDOM_INVALID_SEED",
      `seed is ${describe(seed)}; expected an integer from -2^63 to 2^64 - 1.${hint}`,
      { argument: "seed", value: seed },
    );
  }
  const value = BigInt(seed);
  if (value < MIN_SEED || value > MAX_SEED) {
    throw new RandomError("RANDOM_INVALID_SEED", `seed is ${value}; expected an integer from -2^63 to 2^64 - 1.`, {
      argument: "seed",
      value: seed,
    });
  }
  return BigInt.asUintN(64, value);
}

/** A number of values to draw. */
export function checkArraySize(n: number, max: number = 2 ** 32): number {
  return checkRange("n", checkInteger("n", n), 0, max);
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

export function invalid(name: string, value: unknown, expected: string): RandomError {
  return new RandomError("RANDOM_INVALID_ARGUMENT", `${name} is ${describe(value)}; expected ${expected}.`, {
    argument: name,
    value,
  });
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  // Not its contents, which may be millions.
  return typeof value === "object" && value !== null ? `an object (${value.constructor?.name})` : String(value);
}

/** Options; what is not known, as `mu`, would be passed over in silence. @param known all that there are */
export function checkOptions<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null) throw invalid("options", options, "an object of options");
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return options;
  throw invalid("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}
