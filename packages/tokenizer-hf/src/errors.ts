/** The one error class of this package, and its codes. */
import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type HfErrorCode =
  | "HF_INVALID_FILE"
  | "HF_UNSUPPORTED_FILE"
  | "HF_INVALID_PACK"
  | "HF_PATTERN_TOO_SLOW"
  | "HF_INVALID_OPTION"
  | "HF_INVALID_TEXT"
  | "HF_INVALID_TOKEN_ID"
  | "HF_DISALLOWED_SPECIAL_TOKEN"
  | "HF_INVALID_TEMPLATE"
  | "HF_TEMPLATE_REFUSED"
  | "HF_TEMPLATE_FAILED"
  | "HF_TEMPLATE_LIMIT"
  | "HF_NOT_FOUND"
  | "HF_UNAUTHORIZED"
  | "HF_NO_NETWORK"
  | "HF_BAD_DOWNLOAD";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class HfError extends WindrowError<HfErrorCode> {
  static override readonly kind: string = "HfError";
}
