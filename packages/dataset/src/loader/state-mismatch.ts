/** The error for a state that is not one of this loader. */
import { DatasetError } from "../errors.ts";
import { describe } from "../options.ts";

/** @param field of the state, such as `dataset.length` */
export function stateMismatch(field: string, got: unknown, expected: unknown): DatasetError {
  return new DatasetError(
    "DATASET_STATE_MISMATCH",
    `state.${field} is ${describe(got)}; expected ${typeof expected === "string" ? expected : describe(expected)}. ` +
      "Load a state into a loader with the same dataset and options as the one it was taken of.",
    { field, got, expected },
  );
}
