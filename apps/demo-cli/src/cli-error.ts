/** An error that a person can mend: its message goes to stderr as one line, without a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
}

/** Exit codes of every command. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
