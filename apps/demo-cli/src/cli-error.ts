/** An error that a person can mend: its message goes to stderr as one line, without a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code = "CLI_FAILED";
}
