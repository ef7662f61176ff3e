/** Checks at the public edge: each returns the value or throws a BpeError that says what was got. */
import { isDetached } from "@windrow/core";
import type { OffsetUnit } from "./decode/token-offsets.ts";
import { BpeError, type BpeErrorCode } from "./errors.ts";

export function checkText(text: string): string {
  if (typeof text === "string") return text;
  throw new BpeError("BPE_INVALID_TEXT", `text is ${describe(text)}; expected a string.`, { text });
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
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new BpeError("BPE_INVALID_OPTION", `${name} is ${describe(limit)}; expected an integer of at least 0.`, {
    option: name,
    value: limit,
  });
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/**
 * Options that may be left out; anything but an object, and what is not known, as `allowed_special`, would be
 * passed over in silence.
 * @param known names of all options that there are
 */
export function checkOptions<T extends object>(
  options: T | undefined,
  known: readonly (keyof T & string)[],
): Partial<T> {
  if (options === undefined) return {};
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new BpeError(
      "BPE_INVALID_OPTION",
      `options is ${describe(options)}; expected an object with ${known.join(", ")}.`,
      { option: "options" },
    );
  }
  for (const name of Object.keys(options)) {
    if ((known as readonly string[]).includes(name)) continue;
    throw new BpeError("BPE_INVALID_OPTION", `options has ${describe(name)}; expected only ${known.join(", ")}.`, {
      option: name,
    });
  }
  return options;
}

/** What `convert` makes of each element; an error says which element it is about. */
export function eachOf<T, R>(name: string, list: readonly T[], code: BpeErrorCode, convert: (one: T) => R): R[] {
  if (!Array.isArray(list))
    throw new BpeError(code, `${name} is ${describe(list)}; expected an array.`, { [name]: list });
  return list.map((one: T, index) => {
    try {
      return convert(one);
    } catch (error) {
      if (!(error instanceof BpeError)) throw error;
      throw new BpeError(error.code, `${name}[${index}]: ${error.message}`, { ...error.fields, batchIndex: index });
    }
  });
}

export function checkUnit(unit: OffsetUnit): OffsetUnit {
  if (unit === "utf16" || unit === "codePoint") return unit;
  throw new BpeError("BPE_INVALID_OPTION", `unit is ${describe(unit)}; expected "utf16" or "codePoint".`, {
    option: "unit",
    value: unit,
  });
}

/** Bytes in a few words, for messages. */
export function quoteBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `bytes ${shown}${bytes.length > 16 ? ` ... (${bytes.length} bytes)` : ""}`;
}
