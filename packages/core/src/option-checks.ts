/**
 * Checks of options at the public edge. Each returns the value, or throws the package's own error with what was
 * given and what was expected.
 */
import { describe } from "./describe.ts";
import { didYouMean } from "./near-names.ts";
import { quoted } from "./visible-text.ts";
import { wording, type Wording } from "./wording.ts";

/** Makes a package's error of an option. */
export type OptionError = (message: string | Wording, name: string, value: unknown) => Error;

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(fail: OptionError, name: string, value: unknown, expected: string): Error {
  return fail(wording`${{ option: name }} is ${describe(value)}; expected ${expected}.`, name, value);
}

/**
 * An options object. A name that is not known, such as `batch_size`, is refused: it would be ignored silently.
 * @param known all options that there are
 */
export function checkOptions<Options extends object>(
  fail: OptionError,
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw invalidOption(fail, "options", options, "an object of options");
  refuseUnknown(fail, "option", options, known);
  return options;
}

/** Refuses a name that is not known. @param what what the names are, such as "option" or "job field" */
export function refuseUnknown(fail: OptionError, what: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known) || `Known ${what}s: ${known.join(", ")}.`;
  // Not by reading it: a getter may throw.
  const value: unknown = Object.getOwnPropertyDescriptor(given, unknown)?.value;
  throw fail(`Unknown ${what} ${quoted(unknown)}. ${hint}`, unknown, value);
}

/** @param min and `max`: both included */
export function checkInteger(
  fail: OptionError,
  name: string,
  value: number,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw invalidOption(fail, name, value, `an integer ${range}`);
}

export function checkBoolean(fail: OptionError, name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw invalidOption(fail, name, value, "true or false");
}

export function checkFunction<F>(fail: OptionError, name: string, value: F): F {
  if (typeof value === "function") return value;
  throw invalidOption(fail, name, value, "a function");
}
