/** The one error class of this package, and its codes. */
import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type SimpleTokenizerErrorCode =
  | "SIMPLE_INVALID_TEXT"
  | "SIMPLE_INVALID_OPTION"
  | "SIMPLE_INVALID_VOCAB"
  | "SIMPLE_INVALID_JSON"
  | "SIMPLE_INVALID_TOKEN_ID"
  | "SIMPLE_TEXT_TOO_LONG";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class SimpleTokenizerError extends WindrowError<SimpleTokenizerErrorCode> {
  static override readonly kind: string = "SimpleTokenizerError";
}
