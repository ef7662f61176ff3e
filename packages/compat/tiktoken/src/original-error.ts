/** Errors of the engine as tiktoken has them; the engine's own, with its code and fields, is the `cause`. */
import { BpeError } from "@windrow/tokenizer-bpe";

/** What to throw in place of an error: where the original has words of its own, in those; else as it is. */
export function asOriginalError(error: unknown): unknown {
  if (!(error instanceof BpeError)) return error;
  if (error.code === "BPE_DISALLOWED_SPECIAL_TOKEN") {
    const message = `The text contains a special token that is not allowed: ${String(error.fields.token)}`;
    return new Error(message, { cause: error });
  }
  return error.code === "BPE_INVALID_TEXT" ? new TypeError(error.message, { cause: error }) : error;
}
