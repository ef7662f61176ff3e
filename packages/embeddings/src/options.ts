/** Core's checks of options, with this package's error, and those of what only it takes. */
import {
  checkBoolean,
  checkInteger as checkIntegerOf,
  checkOptions as checkOptionsOf,
  invalidOption as invalidOptionOf,
  type OptionError,
} from "@windrow/core";
import { EmbeddingsError } from "./errors.ts";

const failBecause =
  (cause: unknown): OptionError =>
  (message, option, value) =>
    new EmbeddingsError("EMBEDDINGS_INVALID_OPTION", message, { option, value, cause });
const fail: OptionError = failBecause(undefined);

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(name: string, value: unknown, expected: string, cause?: unknown): Error {
  return invalidOptionOf(failBecause(cause), name, value, expected);
}

/** An options object, without options that are not known. @param known names of all options that there are */
export function checkOptionsObject<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  return checkOptionsOf(fail, options, known);
}

/** @param min and `max`: both included; by default there is no `max` */
export function checkInteger(name: string, value: number, min: number, max?: number): number {
  return checkIntegerOf(fail, name, value, min, max);
}

/** A row that torch's paddingIdx names; negative counts from the end. */
export function checkPaddingIdx(paddingIdx: number | undefined, rows: number): number | undefined {
  if (paddingIdx === undefined) return undefined;
  const row = checkInteger("paddingIdx", paddingIdx, -rows, rows - 1);
  return row < 0 ? row + rows : row;
}

/** Options of what makes an embedding: checked before any table is drawn or read. @param known their names */
export function checkMakingOptions<Options extends { readonly worker?: boolean | undefined }>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  const { worker = false } = checkOptionsObject(options, known);
  checkBoolean(fail, "worker", worker);
  return options;
}
