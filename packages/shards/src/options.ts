/** Core's checks of options, with this package's error. */
import { checkOptions as checkOptionsOf, invalidOption as invalidOptionOf, type OptionError } from "@windrow/core";
import { ShardsError } from "./errors.ts";

const fail: OptionError = (message, option, value) =>
  new ShardsError("DATASET_INVALID_OPTION", message, { option, value });

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(name: string, value: unknown, expected: string): Error {
  return invalidOptionOf(fail, name, value, expected);
}

/** An options object, without options that are not known. @param known names of all options that there are */
export function checkOptionsObject<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  return checkOptionsOf(fail, options, known);
}

/** How messages say that an array's buffer is gone. */
export const DETACHED = "memory that is still here: its buffer was transferred to another thread, so pass a copy there";
