import { visibleText } from "@windrow/core";

/** Errors that a person can fix: the message goes to stderr as one line, without a stack. */
export class CliError extends Error {
  override readonly name: string = "CliError";
  readonly code: string = "CLI_FAILED";

  constructor(message: string, options?: ErrorOptions) {
    super(visibleText(message), options);
  }
}

/** A signal ended a job that can go on. */
export class InterruptedError extends CliError {
  override readonly name = "InterruptedError";
  override readonly code = "CLI_INTERRUPTED";
}

/** Some of several files failed. Each was told of when it failed; this is the last line. */
export class IncompleteError extends CliError {
  override readonly name = "IncompleteError";
  override readonly code = "CLI_INCOMPLETE";
}
