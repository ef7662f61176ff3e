/** Errors of the engine as js-tiktoken has them; the engine's own, with its code and fields, is the `cause`. */
import { BpeError } from "@windrow/tokenizer-bpe";

/** Where the original runs into a TypeError. */
const WRONG_TYPES: ReadonlySet<string> = new Set(["BPE_INVALID_TEXT", "BPE_INVALID_OPTION", "BPE_INVALID_TOKEN_ID"]);

/** What to throw in place of an error; one that the original can't have is handed on. */
export function asOriginalError(error: unknown): unknown {
  if (!(error instanceof BpeError)) return error;
  if (error.code === "BPE_DISALLOWED_SPECIAL_TOKEN") {
    const message = `The text contains a special token that is not allowed: ${String(error.fields.token)}`;
    return new Error(message, { cause: error });
  }
  return WRONG_TYPES.has(error.code) ? new TypeError(error.message, { cause: error }) : error;
}
