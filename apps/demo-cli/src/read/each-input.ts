/** The same work on several texts: one that fails does not keep the others from being done. */
import { CliError } from "../errors/cli-error.ts";
import { printError } from "../errors/print-error.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { shownName } from "./read-errors.ts";

/** A text that could not be used, for JSON. */
export interface FailedInput {
  readonly file: string;
  readonly error: string;
}

/**
 * Does the work on each path in turn. With several paths, errors are printed on stderr as they come
 * and returned; with one, they are thrown.
 */
export async function eachInput(
  paths: readonly string[],
  terminal: Terminal,
  work: (path: string) => Promise<void>,
): Promise<FailedInput[]> {
  const failed: FailedInput[] = [];
  for (const path of paths) {
    try {
      await work(path);
    } catch (error) {
      if (paths.length === 1) throw error;
      const told = failureLine(path, error);
      printError(told, terminal);
      failed.push({ file: path, error: told });
    }
  }
  return failed;
}

/** What is said of a text that could not be used: one line, with its name. @throws the error where it has no code, which is a bug */
export function failureLine(path: string, error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: string };
  if (typeof code !== "string") throw error;
  const line = String(message).replaceAll(/\s+/g, " ");
  return error instanceof CliError ? line : `${shownName(path)}: ${line}`;
}

/** Ends a command of which parts failed: 3 where some did, 1 where all did. @param all of which they are parts @throws CliError */
export function refuseFailed(failed: readonly FailedInput[], all: readonly unknown[]): void {
  if (failed.length === 0) return;
  if (failed.length === all.length) throw new CliError(`none of the ${all.length} files could be used.`);
  throw new CliError(`${failed.length} of ${all.length} files failed; the results are those of the others.`, {
    code: "CLI_INCOMPLETE",
  });
}
