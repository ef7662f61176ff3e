/** Core's checks of options, bound to this package's error. */
import * as core from "@windrow/core";
import { PrepareError } from "./errors.ts";

const fail: core.OptionError = (message, option, value) =>
  new PrepareError("PREPARE_INVALID_OPTION", message, { option, value });

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(name: string, value: unknown, expected: string): Error {
  return core.invalidOption(fail, name, value, expected);
}

/** An options object without unknown names. @param known all options that there are */
export function checkOptions<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  return core.checkOptions(fail, options, known);
}

/** Refuses a field that is not known. @param what what the fields are, such as "job field" */
export function refuseUnknown(what: string, given: object, known: readonly string[]): void {
  core.refuseUnknown(fail, what, given, known);
}
