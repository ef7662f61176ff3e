/** What is said of a text that can't be read: its name, what is wrong with it, what to do. */
import { visibleText } from "@windrow/core";
import { binaryKind, UTF16_TEXT } from "@windrow/core/node";
import { CliError } from "../errors/cli-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file. Check the path, or name another",
  ELOOP: "it is a link that leads back to itself. Remove it, or name another file",
  EISDIR: "it is a directory. Name a file in it",
  EACCES: "permission is denied. Make it readable, or give another file",
};

/** A path, or standard input, on one line. */
export function shownName(path: string): string {
  if (path === "-") return "standard input";
  return path === "" ? '""' : visibleText(path);
}

/** What can be opened but not used. */
export function unusable(path: string, what: string, code?: "CLI_BINARY"): CliError {
  return new CliError(`cannot use ${shownName(path)}: ${what}.`, { ...(code && { code }) });
}

/** What the system said when a file was opened or read. */
export function unreadable(path: string, error: unknown): CliError {
  const { code, message } = error as NodeJS.ErrnoException;
  const cause = error instanceof Error ? error : undefined;
  // As which bytes that are not UTF-8 come out of a pattern, and with which no file is found.
  if (code === "ENOENT" && path.includes("\ufffd"))
    return new CliError(`cannot read ${shownName(path)}: its name is not UTF-8. Rename it, or pipe the text in.`, {
      cause,
    });
  return new CliError(`cannot read ${shownName(path)}: ${REASONS[code ?? ""] ?? message}.`, { cause });
}

/** What is there is nothing to read a text from. @param kind such as "a device" */
export function wrongKind(path: string, kind: string): CliError {
  if (kind === "a directory") return unreadable(path, { code: "EISDIR" });
  return new CliError(`cannot read ${shownName(path)}: it is ${kind}, not a file. Give a file, or pipe the text in.`);
}

/** An error where the beginning of a file shows that it is not text. */
export function refuseBinary(path: string, beginning: Uint8Array): void {
  const kind = binaryKind(beginning);
  // What to do about text of another encoding is said where it is read.
  if (kind !== undefined && kind !== UTF16_TEXT)
    throw unusable(path, `it is binary (${kind}), not text. Give a UTF-8 text`, "CLI_BINARY");
}

/** A text whose last character is not whole. @param place index of its first byte */
export function cutCharacter(path: string, place: number): CliError {
  return unusable(
    path,
    `it ends in the middle of a character (byte ${place} begins it). Was it cut off? Give it whole`,
  );
}

/** Text in another encoding. @param place index of the first byte that is not UTF-8 */
export function notUtf8(path: string, beginning: Uint8Array, place: number, byte: number): CliError {
  const isUtf16 = binaryKind(beginning) === UTF16_TEXT;
  const hint = `Convert it first, for example: iconv -f ${isUtf16 ? "utf-16" : "latin1"} -t utf-8`;
  return unusable(path, `it is not UTF-8 (byte ${place} is 0x${byte.toString(16).padStart(2, "0")}). ${hint}`);
}
