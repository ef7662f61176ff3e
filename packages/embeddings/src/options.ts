/** This package's error of an option, and checks of what only it takes. */
import {
  checkBoolean,
  checkInteger,
  checkOptions,
  invalidOption as invalidOptionOf,
  type OptionError,
} from "@windrow/core";
import { EmbeddingsError } from "./errors.ts";

const failBecause =
  (cause: unknown): OptionError =>
  (message, option, value) =>
    new EmbeddingsError("EMBEDDINGS_INVALID_OPTION", message, { option, value, cause });
/** Makes the error of an option. */
export const fail: OptionError = failBecause(undefined);

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(name: string, value: unknown, expected: string, cause?: unknown): Error {
  return invalidOptionOf(failBecause(cause), name, value, expected);
}

/** A row that torch's paddingIdx names; negative counts from the end. */
export function checkPaddingIdx(paddingIdx: number | undefined, rows: number): number | undefined {
  if (paddingIdx === undefined) return undefined;
  const row = checkInteger(fail, "paddingIdx", paddingIdx, -rows, rows - 1);
  return row < 0 ? row + rows : row;
}

/** Options of what makes an embedding: checked before any table is drawn or read. @param known their names */
export function checkMakingOptions<Options extends { readonly worker?: boolean | undefined }>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  const { worker = false } = checkOptions(fail, options, known);
  checkBoolean(fail, "worker", worker);
  return options;
}
