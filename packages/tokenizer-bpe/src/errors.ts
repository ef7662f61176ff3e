/** The one error class of this package, and its codes. */
import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type BpeErrorCode =
  | "BPE_UNKNOWN_ENCODING"
  | "BPE_UNKNOWN_MODEL"
  | "BPE_UNKNOWN_CHAT_MODEL"
  | "BPE_WRONG_ENCODING"
  | "BPE_INVALID_MESSAGE"
  | "BPE_UNCOUNTABLE_CHAT"
  | "BPE_INVALID_TOOL"
  | "BPE_DISALLOWED_SPECIAL_TOKEN"
  | "BPE_INVALID_TEXT"
  | "BPE_INVALID_TOKEN_ID"
  | "BPE_NOT_A_TOKEN"
  | "BPE_INVALID_UTF8"
  | "BPE_INVALID_RANKS"
  | "BPE_INVALID_PATTERN"
  | "BPE_PIECE_TOO_LONG"
  | "BPE_TEXT_TOO_LONG"
  | "BPE_INVALID_OPTION"
  | "BPE_INVALID_FILE"
  | "BPE_UNSUPPORTED_FILE"
  | "BPE_NOT_EXPORTABLE"
  | "BPE_EMPTY_CORPUS"
  | "BPE_INVALID_CHECKPOINT"
  | "BPE_THREAD_FAILED"
  | "BPE_NO_WASM"
  | "BPE_ENGINE_FAILED";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class BpeError extends WindrowError<BpeErrorCode> {
  static override readonly kind: string = "BpeError";
}
