/** The errors of reading: each names the file, and says what to do. */
import { PrepareError } from "../errors.ts";

/** The system did not give its bytes. */
export function unreadable(path: string, error: Error): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_UNREADABLE",
    `${path} could not be read (${error.message}); expected a file that is there, and permission to read it.`,
    { path, reason: (error as NodeJS.ErrnoException).code, cause: error },
  );
}

/** It is not what it was when the job was planned, or when it was begun to be read. */
export function changed(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CHANGED",
    `${path} ${what}; expected it as it was when the job was planned: bring it back, or plan the job anew in another folder.`,
    { path },
  );
}

/** It is packed, or is a table, and can't be unpacked. */
export function corrupt(path: string, what: string, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CORRUPT",
    `${path} is corrupt: ${what}; expected a whole file: fetch or pack it anew, or leave it out.`,
    { path, ...(cause !== undefined && { cause }) },
  );
}

/** It is none of the formats. */
export function unknownFormat(path: string, looks: string): PrepareError {
  return new PrepareError(
    "PREPARE_UNKNOWN_FORMAT",
    `${path} ${looks}; expected UTF-8 text, JSON lines (.jsonl, .ndjson), either also as .gz or .zst, or .parquet: convert it or leave it out, or set inputType to what it is.`,
    { path },
  );
}
