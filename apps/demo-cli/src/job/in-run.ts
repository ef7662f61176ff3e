/** A run of a job: it reports progress, a signal ends it cleanly, and its failures are listed at the end. */
import type { PrepareOptions } from "@windrow/prepare";
import type { Command } from "commander";
import { wordingOf } from "@windrow/core";
import { asOptions } from "../errors/as-options.ts";
import { CliError } from "../errors/cli-error.ts";
import { shownName } from "../read/read-errors.ts";
import { counted } from "../show/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { failureJson, failureLines, type Failure } from "./failure-lines.ts";
import { type Reporter, startReporter } from "./job-reporter.ts";
import { untilSignal } from "../terminal/until-signal.ts";

export interface Run {
  readonly output: string;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly reporter: Reporter;
  /** For `prepare`, `resume` and `planJob`. */
  readonly options: Pick<PrepareOptions, "signal" | "onProgress">;
}

/** @throws CliError, PrepareError */
export async function inRun(
  output: string,
  json: boolean,
  command: Command,
  terminal: Terminal,
  work: (run: Run) => Promise<void>,
): Promise<void> {
  const reporter = startReporter(json, terminal);
  try {
    await untilSignal((signal) =>
      work({ output, json, terminal, reporter, options: { signal, onProgress: reporter.update } }),
    );
  } catch (thrown) {
    reporter.end();
    const error = ofRun(thrown, output, reporter, command, terminal);
    const { code, message } = error as { code?: unknown; message?: unknown };
    const isInterrupted = code === "CLI_INTERRUPTED";
    const said = error instanceof Error ? asOptions(wordingOf(error), command) : message;
    reporter.event({
      event: isInterrupted ? "interrupted" : "error",
      code: Object(thrown).code ?? code,
      message: said,
    });
    throw error;
  } finally {
    reporter.end();
  }
}

/** What is thrown, in the words of the command line. */
function ofRun(thrown: unknown, output: string, reporter: Reporter, command: Command, terminal: Terminal): unknown {
  const { code, fields } = Object(thrown) as { code?: string; fields?: { failures?: readonly Failure[] } };
  const resuming = `windrow resume ${shownName(output)} continues the job`;
  if (code === "PREPARE_INTERRUPTED") {
    const isEncoding = reporter.stage() === "encode" || reporter.stage() === "assemble";
    const message = isEncoding
      ? `interrupted. What is done is kept: ${resuming}.`
      : "interrupted before it began to encode. Run the same command again.";
    return new CliError(message, { code: "CLI_INTERRUPTED", cause: thrown });
  }
  if (code !== "PREPARE_UNITS_FAILED" || fields?.failures === undefined) return thrown;
  for (const failure of fields.failures) reporter.event({ event: "failed", ...failureJson(failure) });
  for (const line of failureLines(fields.failures, output, command)) terminal.stderr(`windrow: ${line}\n`);
  const count = counted(fields.failures.length, "task");
  return new CliError(`${count} failed. What is done is kept: fix the cause, then ${resuming}.`, { cause: thrown });
}
