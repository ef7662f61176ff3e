import { type OptionError, WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type PrepareErrorCode =
  | "PREPARE_INVALID_OPTION"
  | "PREPARE_NO_INPUT"
  | "PREPARE_UNKNOWN_FORMAT"
  | "PREPARE_INPUT_UNREADABLE"
  | "PREPARE_INPUT_CORRUPT"
  | "PREPARE_INPUT_CHANGED"
  | "PREPARE_INVALID_DOCUMENT"
  | "PREPARE_INVALID_TEXT"
  | "PREPARE_TOO_LONG"
  | "PREPARE_EXPANDS_TOO_MUCH"
  | "PREPARE_OUTPUT_UNREADABLE"
  | "PREPARE_OUTPUT_UNWRITABLE"
  | "PREPARE_FOREIGN_OUTPUT"
  | "PREPARE_NO_JOB"
  | "PREPARE_JOB_INVALID"
  | "PREPARE_TOKENIZER_MISMATCH"
  | "PREPARE_PART_CORRUPT"
  | "PREPARE_UNITS_FAILED"
  | "PREPARE_THREAD_FAILED"
  | "PREPARE_INTERRUPTED"
  | "PREPARE_TASK_INVALID"
  | "PREPARE_FOLDER_REFUSED"
  | "PREPARE_REDIS_UNREACHABLE"
  | "PREPARE_REDIS_REFUSED"
  | "PREPARE_REDIS_EVICTS"
  | "PREPARE_NEEDS_BULLMQ";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class PrepareError extends WindrowError<PrepareErrorCode> {
  static override readonly kind: string = "PrepareError";
}

/** Makes the error of an option, or of a job's field. */
export const fail: OptionError = (message, option, value) =>
  new PrepareError("PREPARE_INVALID_OPTION", message, { option, value });
