/** The one error class of this package, and its codes. */
import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type RandomErrorCode = "RANDOM_INVALID_SEED" | "RANDOM_INVALID_ARGUMENT" | "RANDOM_INVALID_STATE";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class RandomError extends WindrowError<RandomErrorCode> {
  static override readonly kind: string = "RandomError";
}
