/** What an engine says of a text that is longer than it can hold, in this package's words. */
import { BpeError } from "../errors.ts";

/** What a function returns. @throws BpeError BPE_TEXT_TOO_LONG where the engine has no room for the text or its bytes */
export function asTextTooLong<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!isTooLong(error)) throw error;
    throw new BpeError(
      "BPE_TEXT_TOO_LONG",
      `The text is longer than this JavaScript engine can hold (${error.message}). Take fewer ids or less text at a time, or a stream.`,
      { cause: error },
    );
  }
}

/** A RangeError of the engine; Node's decoder has a code of its own. */
function isTooLong(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof RangeError || (error as { code?: unknown }).code === "ERR_STRING_TOO_LONG";
}
