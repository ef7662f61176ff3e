import { visibleText } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type SimpleTokenizerErrorCode =
  | "SIMPLE_INVALID_TEXT"
  | "SIMPLE_INVALID_OPTION"
  | "SIMPLE_INVALID_VOCAB"
  | "SIMPLE_INVALID_JSON"
  | "SIMPLE_INVALID_TOKEN_ID"
  | "SIMPLE_TEXT_TOO_LONG";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class SimpleTokenizerError extends Error {
  readonly code: SimpleTokenizerErrorCode;
  /** What the message speaks of, for programs: such as the option and its value, or an id and its index. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: SimpleTokenizerErrorCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(visibleText(message));
    this.name = "SimpleTokenizerError";
    this.code = code;
    this.fields = fields;
  }
}
