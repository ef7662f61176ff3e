/** The same work on several texts: one that fails does not keep the others from being done. */
import { CliError } from "../cli-error.ts";
import { printError } from "../print-error.ts";
import type { Terminal } from "../terminal.ts";
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
      const { code, message } = Object(error) as { code?: unknown; message?: string };
      // What has no code is a bug: it is shown as one.
      if (paths.length === 1 || typeof code !== "string") throw error;
      const line = String(message).replaceAll(/\s+/g, " ");
      const isNamed = error instanceof CliError;
      const told = isNamed ? line : `${shownName(path)}: ${line}`;
      printError(told, terminal);
      failed.push({ file: path, error: told });
    }
  }
  return failed;
}

/** Ends a command of which parts failed: 3 where some did, 1 where all did. @throws CliError */
export function refuseFailed(failed: readonly FailedInput[], paths: readonly string[]): void {
  if (failed.length === 0) return;
  if (failed.length === paths.length) throw new CliError(`none of the ${paths.length} files could be used.`);
  throw new CliError(`${failed.length} of ${paths.length} files failed; the results are those of the others.`, {
    code: "CLI_INCOMPLETE",
  });
}
