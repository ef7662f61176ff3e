/**
 * The bytes of a file that goes with a text: a vocabulary, its description, a training to go on with. It must
 * be a file, since some are read more than once; a pipe and a device are refused without waiting.
 */
import { NotARegularFileError, openRegularFile, readWhole } from "@windrow/core/node";
import { CliError } from "../errors/cli-error.ts";
import { shownName, unreadable, unusable } from "./read-errors.ts";

/** @throws CliError naming the file and what to do */
export async function wholeFile(path: string, maxBytes: number = Infinity): Promise<Buffer> {
  const bytes = await wholeFileIfThere(path, maxBytes);
  if (bytes === undefined) throw unreadable(path, { code: "ENOENT" });
  return bytes;
}

/** The same, and undefined where there is no such file. */
export async function wholeFileIfThere(path: string, maxBytes: number = Infinity): Promise<Buffer | undefined> {
  try {
    const file = await openRegularFile(path);
    try {
      const { size } = await file.stat();
      if (size > maxBytes) throw unusable(path, `it has ${size} bytes, but at most ${maxBytes} are read`);
      return await readWhole(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): CliError {
  if (!(error instanceof NotARegularFileError)) return unreadable(path, error);
  // As for a folder among the texts.
  if (error.kind === "a folder") return unreadable(path, { code: "EISDIR" });
  const message = `cannot read ${shownName(path)}: it is ${error.kind}, not a file. Save what it has to a file, and name that.`;
  return new CliError(message, { cause: error });
}
