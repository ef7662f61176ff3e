/** The one error class of this package, its codes, and what its errors look like where the original has its own words. */
import { type ErrorFields, type Wording, WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type GptTokenizerErrorCode =
  | "GPT_DISALLOWED_SPECIAL_TOKEN"
  | "GPT_INVALID_OPTION"
  | "GPT_INVALID_TEXT"
  | "GPT_INVALID_TOKEN_ID"
  | "GPT_INVALID_MESSAGE"
  | "GPT_UNKNOWN_MODEL"
  | "GPT_UNKNOWN_ENCODING"
  | "GPT_UNKNOWN_RANKS"
  | "GPT_NO_PRICES";

/**
 * Every error that this package throws itself, or the cause of a TypeError. Where the original throws at the same place,
 * the first line of the message is the original's; what to do stands in the second.
 */
export class GptTokenizerError extends WindrowError<GptTokenizerErrorCode> {
  static override readonly kind: string = "GptTokenizerError";
}

/** A message in the original's words, and a line with what to do. */
export function withAdvice(message: string, advice: string): Wording {
  return [message, { inCode: "\n" }, { inCode: advice }];
}

/** For an argument of another type, where the original runs into a TypeError: code and fields are those of its `cause`. */
export function wrongType(code: GptTokenizerErrorCode, message: string, fields: ErrorFields): TypeError {
  const cause = new GptTokenizerError(code, message, fields);
  return new TypeError(cause.message, { cause });
}
