/** Checks at the public edge: each returns the value, or throws a BpeError with what was given. */
import {
  checkInteger,
  checkOptions as checkGivenOptions,
  describe,
  invalidOption,
  isDetached,
  isUint8Array,
  type OptionError,
  wording,
  wordingOf,
} from "@windrow/core";
import type { OffsetUnit } from "./decode/token-widths.ts";
import { BpeError, type BpeErrorCode } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new BpeError("BPE_INVALID_OPTION", message, { option, value });

export function checkText(text: string): string {
  if (typeof text === "string") return text;
  throw new BpeError("BPE_INVALID_TEXT", `text is ${describe(text)}; expected a string.`, { text });
}

/** The bytes of a text, which are not looked at. */
export function checkUtf8(text: Uint8Array): Uint8Array {
  if (!isUint8Array(text)) {
    const message = `text is ${describe(text)}; expected a string, or its bytes in UTF-8 as a Uint8Array.`;
    throw new BpeError("BPE_INVALID_TEXT", message, { text });
  }
  checkNotDetached("text", text, "BPE_INVALID_TEXT");
  return text;
}

export function checkIds(ids: ArrayLike<number>): ArrayLike<number> {
  if (typeof ids === "object" && ids !== null && Number.isInteger(ids.length) && ids.length >= 0) {
    if (ArrayBuffer.isView(ids)) checkNotDetached("ids", ids, "BPE_INVALID_TOKEN_ID");
    return ids;
  }
  throw new BpeError("BPE_INVALID_TOKEN_ID", `ids is ${describe(ids)}; expected an array of ids.`, { ids });
}

/** A view whose memory was transferred elsewhere, as to a worker, looks empty: it is not the empty array. */
export function checkNotDetached(name: string, view: ArrayBufferView, code: BpeErrorCode): void {
  if (!isDetached(view)) return;
  const message = `${name} is detached: its memory was transferred, to a worker for instance. Pass a copy.`;
  throw new BpeError(code, message, { [name]: view });
}

export function checkLimit(name: string, limit: number): number {
  // Beyond the safe integers as well: no text is so long.
  if ((Number.isInteger(limit) || limit === Infinity) && limit >= 0) return limit;
  throw invalidOption(fail, name, limit, "an integer of at least 0, or Infinity");
}

/** More than any machine runs at a time. */
const MAX_THREADS = 1024;

export function checkThreads(threads: number): number {
  return checkInteger(fail, "threads", threads, 1, MAX_THREADS);
}

/** Options that may be left out. @param known names of all options that there are */
export function checkOptions<T extends object>(
  options: T | undefined,
  known: readonly (keyof T & string)[],
): Partial<T> {
  return options === undefined ? {} : checkGivenOptions(fail, options, known);
}

/**
 * What `convert` makes of each element; an error says which element it is about.
 * @param first the index of the first element, where the list is a part of another
 */
export function eachOf<T, R>(
  name: string,
  list: readonly T[],
  code: BpeErrorCode,
  convert: (one: T) => R,
  first: number = 0,
): R[] {
  if (!Array.isArray(list))
    throw new BpeError(code, `${name} is ${describe(list)}; expected an array.`, { [name]: list });
  // Every place counts: `map` would leave out the holes of a list.
  return Array.from(list, (one: T, at) => {
    try {
      return convert(one);
    } catch (error) {
      if (!(error instanceof BpeError)) throw error;
      const index = first + at;
      throw new BpeError(error.code, wording`${name}[${index}]: ${wordingOf(error)}`, {
        ...error.fields,
        batchIndex: index,
        cause: error,
      });
    }
  });
}

export function checkUnit(unit: OffsetUnit): OffsetUnit {
  if (unit === "utf16" || unit === "codePoint") return unit;
  throw invalidOption(fail, "unit", unit, '"utf16" or "codePoint"');
}

/** Bytes in a few words, for messages. */
export function quoteBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `bytes ${shown}${bytes.length > 16 ? ` ... (${bytes.length} bytes)` : ""}`;
}
