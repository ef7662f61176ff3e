/** The error for a state that is of something else, or of the same with other options. */
import { DatasetError } from "./errors.ts";
import { describe } from "./options.ts";

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
      `Load a state into a ${what} of the same kind, over the same data and with the same options, as the one it was taken of.`,
    { field, got, expected },
  );
}
