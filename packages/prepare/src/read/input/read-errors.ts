/** The errors of reading: each names the file, and says what to do. */
import { wording, type Wording } from "@windrow/core";
import type { Stats } from "node:fs";
import { PrepareError } from "../../errors.ts";

/** The system did not give its bytes. */
export function unreadable(path: string, error: Error): PrepareError {
  const { code } = error as NodeJS.ErrnoException;
  // As which bytes that are not UTF-8 come from a command line, and with which no file is found.
  const isLost = code === "ENOENT" && path.includes("\ufffd");
  const what = isLost ? LOST : (code !== undefined && WHAT[code]) || `can't be read (${error.message})`;
  return new PrepareError("PREPARE_INPUT_UNREADABLE", `${path} ${what}.`, { path, reason: code, cause: error });
}

const LOST = "does not exist; if its name is not UTF-8, rename it or name the folder that it is in";

const WHAT: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "can't be read: permission is denied",
  ELOOP: "is a link that leads back to itself",
};

/** Something else lies there. @param kind such as "a pipe" */
export function notAFile(path: string, kind: string, cause?: unknown): PrepareError {
  if (kind === "a folder")
    return new PrepareError("PREPARE_INPUT_UNREADABLE", `${path} is a folder, not a file.`, { path, kind, cause });
  return new PrepareError(
    "PREPARE_INPUT_UNREADABLE",
    `${path} is ${kind}, not a file: ${kind === "a pipe" ? "inputs are read more than once, so write its output to a file and name that" : "name a file"}.`,
    { path, kind, cause },
  );
}

/** The kind of what is neither a file nor a folder. */
export function kindOf(info: Stats): string {
  if (info.isFIFO()) return "a pipe";
  return info.isSocket() ? "a socket" : "a device";
}

/** It is not what it was when the job was planned, or when it was begun to be read. */
export function changed(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CHANGED",
    `${path} ${what}; it must be as it was when the job was planned: restore it, or plan the job again in another folder.`,
    { path },
  );
}

/** It is packed, or is a table, and can't be unpacked. */
export function corrupt(path: string, what: string, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CORRUPT",
    `${path} is corrupt: ${what}; download or compress it again, or leave it out.`,
    { path, cause },
  );
}

/** It is none of the formats. */
export function unknownFormat(path: string, looks: string | Wording, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_UNKNOWN_FORMAT",
    wording`${path} ${looks}; expected UTF-8 text, JSON lines (.jsonl, .ndjson), either also as .gz or .zst, or .parquet: convert it or leave it out, or set ${{ option: "inputType" }} to what it is.`,
    { path, cause },
  );
}
