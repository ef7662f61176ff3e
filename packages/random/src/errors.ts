/** What went wrong, for programs: stable across versions. */
export type RandomErrorCode = "RANDOM_INVALID_SEED" | "RANDOM_INVALID_ARGUMENT" | "RANDOM_INVALID_STATE";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class RandomError extends Error {
  readonly code: RandomErrorCode;

  constructor(code: RandomErrorCode, message: string) {
    super(message);
    this.name = "RandomError";
    this.code = code;
  }
}
