/** Checks at the public edge: each returns the value or throws a BpeError that says what was got. */
import type { OffsetUnit } from "./decode/token-offsets.ts";
import { BpeError, type BpeErrorCode } from "./errors.ts";

export function checkText(text: string): string {
  if (typeof text === "string") return text;
  throw new BpeError("BPE_INVALID_TEXT", `text is ${describe(text)}; expected a string.`);
}

export function checkIds(ids: ArrayLike<number>): ArrayLike<number> {
  if (typeof ids === "object" && ids !== null && typeof ids.length === "number") return ids;
  throw new BpeError("BPE_INVALID_TOKEN_ID", `ids is ${describe(ids)}; expected an array of ids.`);
}

export function checkLimit(name: string, limit: number): number {
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new BpeError("BPE_INVALID_OPTION", `${name} is ${describe(limit)}; expected an integer of at least 0.`);
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

export function checkList<T>(name: string, list: readonly T[], code: BpeErrorCode): readonly T[] {
  if (Array.isArray(list)) return list;
  throw new BpeError(code, `${name} is ${describe(list)}; expected an array.`);
}

export function checkUnit(unit: OffsetUnit): OffsetUnit {
  if (unit === "utf16" || unit === "codePoint") return unit;
  throw new BpeError("BPE_INVALID_OPTION", `unit is ${describe(unit)}; expected "utf16" or "codePoint".`);
}

/** Bytes in a few words, for messages. */
export function quoteBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `bytes ${shown}${bytes.length > 16 ? ` ... (${bytes.length} bytes)` : ""}`;
}
