/** Compares every file of a job with its hash. */
import { visibleText } from "@windrow/core";
import { verify, type VerifyReport } from "@windrow/prepare";
import { CliError } from "../../errors/cli-error.ts";
import { compact, startProgressLine } from "../../terminal/progress.ts";
import { shownName } from "../../read/read-errors.ts";
import { counted, grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import type { Terminal } from "../../terminal/terminal.ts";

/** What `windrow verify --json` prints. */
export interface VerifyJson extends VerifyReport {
  readonly schemaVersion: 1;
  readonly output: string;
}

/** @throws PrepareError; CliError where a file is not what was written, or the job is not done */
export async function runVerify(
  output: string,
  { json }: { readonly json: boolean },
  terminal: Terminal,
): Promise<void> {
  const line = startProgressLine(terminal);
  let report: VerifyReport;
  try {
    const onProgress = ({ files, bytes }: { readonly files: number; readonly bytes: number }): void =>
      line.update(
        (_, seconds) => `reading  ${counted(files, "file")}  ${compact(bytes)}B  ${compact(bytes / seconds)}B/s`,
      );
    report = await verify(output, { onProgress });
  } finally {
    line.end();
  }
  const { stage, files, bytes, bad } = report;
  if (json) terminal.stdout(`${safeJson({ schemaVersion: 1, output, ...report } satisfies VerifyJson)}\n`);
  else if (bad.length === 0)
    terminal.stdout(
      `${shownName(output)}: ${counted(files, "file")}, ${grouped(bytes)} bytes, all as they were written\n`,
    );
  for (const { file, reason } of bad) {
    // Some reasons name the file themselves.
    const what = reason.startsWith(file) ? reason.slice(file.length).replace(/^: /, "").trim() : reason;
    terminal.stderr(`windrow: ${shownName(file)}: ${visibleText(what)}\n`);
  }
  if (bad.length > 0)
    throw new CliError(
      `${counted(bad.length, "file")} of ${grouped(files)} not as they were written. Restore them from an intact copy, or remove the folder and prepare again.`,
    );
  if (stage !== "done")
    throw new CliError(
      `the job in ${shownName(output)} is not done: windrow resume ${shownName(output)} continues it.`,
      {
        code: "CLI_INCOMPLETE",
      },
    );
}
