import { WindrowError } from "@windrow/core";

/** How a command ended: it failed, on a file that is not text; a signal ended a job that can go on; some of several files failed. */
type CliErrorCode = "CLI_FAILED" | "CLI_BINARY" | "CLI_INTERRUPTED" | "CLI_INCOMPLETE";

interface CliErrorOptions {
  /** Default: CLI_FAILED. */
  readonly code?: CliErrorCode;
  readonly cause?: unknown;
}

/** Errors that a person can fix: the message goes to stderr as one line, without a stack. */
export class CliError extends WindrowError<CliErrorCode> {
  static override readonly kind: string = "CliError";

  constructor(message: string, { code = "CLI_FAILED", cause }: CliErrorOptions = {}) {
    super(code, message, { cause });
  }
}
