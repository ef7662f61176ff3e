/** Checks at the public edge: each returns the value or throws a BpeError that says what was got. */
import { BpeError } from "./errors.ts";

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
