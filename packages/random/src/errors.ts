import { visibleText } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type RandomErrorCode = "RANDOM_INVALID_SEED" | "RANDOM_INVALID_ARGUMENT" | "RANDOM_INVALID_STATE";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class RandomError extends Error {
  readonly code: RandomErrorCode;
  /** What the message speaks of, for programs: such as the option and its value, or an id and its index. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: RandomErrorCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(visibleText(message));
    this.name = "RandomError";
    this.code = code;
    this.fields = fields;
  }
}
