/** Prints which files of a job are not what was written. */
import { verify } from "@windrow/prepare";
import { CliError } from "../cli-error.ts";
import { shownName } from "../read/read-errors.ts";
import { grouped } from "../show/numbers.ts";
import { type Terminal, withProgress } from "../terminal.ts";

/** @throws CliError where a file is bad; PrepareError PREPARE_NO_JOB */
export async function runVerify(folder: string, isJson: boolean, terminal: Terminal): Promise<void> {
  const { files, bytes, bad } = await withProgress("reading ...", terminal, () => verify(folder));
  if (isJson) terminal.stdout(`${JSON.stringify({ schemaVersion: 1, files, bytes, bad })}\n`);
  else if (bad.length === 0) terminal.stdout(`${grouped(files)} files, ${grouped(bytes)} bytes: all as written\n`);
  for (const { file, reason } of bad) terminal.stderr(`windrow: ${shownName(file)}: ${reason}\n`);
  if (bad.length > 0) {
    throw new CliError(
      `${grouped(bad.length)} of ${grouped(files)} files ${bad.length === 1 ? "is" : "are"} not as written. Copy them again, or prepare into another folder.`,
    );
  }
}
