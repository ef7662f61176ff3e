/** Checks at the public edge: each returns the value, or throws an HfError with what was given. */
import {
  checkOptions as checkGivenOptions,
  describe,
  invalidOption,
  isDetached,
  isUint8Array,
  type OptionError,
  whyNotAnId,
} from "@windrow/core";
import { HfError } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new HfError("HF_INVALID_OPTION", message, { option, value });

export function checkText(text: string, name: string = "text"): string {
  if (typeof text === "string") return text;
  throw new HfError("HF_INVALID_TEXT", `${name} is ${describe(text)}; expected a string.`, { text });
}

/** @throws HfError HF_INVALID_TEXT */
export function checkTextOrBytes(text: string | Uint8Array): string | Uint8Array {
  if (typeof text === "string" || (isUint8Array(text) && !isDetached(text))) return text;
  const what = isUint8Array(text) ? "bytes that were transferred to another thread" : describe(text);
  throw new HfError("HF_INVALID_TEXT", `text is ${what}; expected a string, or its bytes in UTF-8 as a Uint8Array.`, {
    text,
  });
}

/** Integers in an array, not in 64 bits; what they stand for is checked where they are decoded. */
export function checkIds(ids: ArrayLike<number>): ArrayLike<number> {
  const isList = typeof ids === "object" && ids !== null && Number.isInteger(ids.length) && ids.length >= 0;
  if (!isList || (ArrayBuffer.isView(ids) && isDetached(ids)))
    throw new HfError("HF_INVALID_TOKEN_ID", `ids is ${describe(ids)}; expected an array of ids.`, { ids });
  const why = ids.length > 0 ? whyNotAnId(ids[0], " at index 0", ids) : undefined;
  if (why !== undefined) throw new HfError("HF_INVALID_TOKEN_ID", why, { id: ids[0], index: 0 });
  return ids;
}

export function checkLimit(name: string, limit: number): number {
  if ((Number.isInteger(limit) || limit === Infinity) && limit >= 0) return limit;
  throw invalidOption(fail, name, limit, "an integer of at least 0, or Infinity");
}

/** Options that may be left out. @param known names of all options that there are */
export function checkOptions<T extends object>(
  options: T | undefined,
  known: readonly (keyof T & string)[],
): Partial<T> {
  return options === undefined ? {} : checkGivenOptions(fail, options, known);
}

/** One of some words. */
export function checkOneOf<T extends string | boolean>(name: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value;
  throw invalidOption(fail, name, value, known.map((one) => JSON.stringify(one)).join(", "));
}

/** Ranges of a text, none of which overlap. @param length of the text */
export function checkRanges(
  name: string,
  ranges: readonly (readonly [number, number])[] | undefined,
  length: number,
): readonly (readonly [number, number])[] {
  if (ranges === undefined) return [];
  let before = 0;
  const isFine =
    Array.isArray(ranges) &&
    ranges.every((range: unknown) => {
      if (!Array.isArray(range) || range.length !== 2) return false;
      const [start, end] = range as [unknown, unknown];
      if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
      const fits = (start as number) >= before && (end as number) >= (start as number) && (end as number) <= length;
      before = end as number;
      return fits;
    });
  if (isFine) return ranges;
  throw invalidOption(fail, name, ranges, `ranges [start, end] of the text, ascending, up to ${length}`);
}
