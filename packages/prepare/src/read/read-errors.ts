/** Errors of inputs, each with the file and, where there is one, the place in it. */
import { PrepareError } from "../errors.ts";

export function unreadable(path: string, error: unknown): PrepareError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new PrepareError("PREPARE_INPUT_UNREADABLE", `${path} could not be read (${message}).`, {
    path,
    reason: code,
  });
}

export function changed(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_CHANGED",
    `${path} ${what}, so it is not the file that was planned for; put that one back, or prepare anew into another folder.`,
    { path },
  );
}

export function corrupt(path: string, what: string): PrepareError {
  return new PrepareError("PREPARE_INPUT_CORRUPT", `${path} ${what}; copy or make the file again.`, { path });
}

/** @param place such as "data.jsonl:17" */
export function invalidDocument(path: string, place: string, what: string): PrepareError {
  return new PrepareError("PREPARE_INVALID_DOCUMENT", `${place}: ${what}.`, { path, place });
}

export function tooLong(path: string, place: string, what: string): PrepareError {
  return new PrepareError("PREPARE_TOO_LONG", `${place}: ${what}.`, { path, place });
}

/** By the policy "fail". */
export function invalidText(path: string, reason: string): PrepareError {
  return new PrepareError(
    "PREPARE_INVALID_TEXT",
    `${reason}; mend the file, or choose to replace such bytes by U+FFFD or to skip such documents (invalidText).`,
    { path },
  );
}
