/** States that are of something else, or of the same with other options: the comparison, and the error. */
import { describe } from "@windrow/core";
import { DatasetError } from "./errors.ts";

/**
 * Compares the fields that a state must share with what it is loaded into, in their order.
 * @param within the field of the state that has them, such as `dataset.`
 * @throws DatasetError DATASET_STATE_MISMATCH naming the first that differs
 */
export function checkFields(
  what: "loader" | "sampler",
  state: Readonly<Record<string, unknown>> | undefined,
  expected: Readonly<Record<string, unknown>>,
  within = "",
): void {
  for (const [field, value] of Object.entries(expected)) {
    if (state?.[field] !== value) throw stateMismatch(what, `${within}${field}`, state?.[field], value);
  }
}

/** @param what the state is loaded into @param field of the state, such as `dataset.length` */
export function stateMismatch(
  what: "loader" | "sampler",
  field: string,
  got: unknown,
  expected: unknown,
): DatasetError {
  return new DatasetError(
    "DATASET_STATE_MISMATCH",
    `state.${field} is ${describe(got)}; expected ${typeof expected === "string" ? expected : describe(expected)}. ` +
      `Load a state into a ${what} of the same kind, over the same data and with the same options, as the one it was taken from.`,
    { field, got, expected },
  );
}

/** How states write seeds. */
export const SEED_EXPECTED = "an unsigned 64-bit integer in decimal, as a string";

/** The seed of a state; undefined where it is none. */
export function parseSeed(value: unknown): bigint | undefined {
  const isDecimal = typeof value === "string" && /^\d{1,20}$/.test(value);
  return isDecimal && BigInt(value) < 2n ** 64n ? BigInt(value) : undefined;
}
