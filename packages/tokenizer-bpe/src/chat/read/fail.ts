/** Errors of messages: each names the place, what stands there, and what may. */
import { describe } from "@windrow/core";
import { BpeError } from "../../errors.ts";
import type { Place } from "./chat-turn.ts";

/** `messages[2].content[0]` */
export function pathOf({ index, field }: Place): string {
  const dot = field === "" || field.startsWith("[") ? "" : ".";
  return `messages[${index}]${dot}${field}`;
}

/** A field of what is at a place. */
export function within({ index, field }: Place, name: string): Place {
  return { index, field: field === "" || name.startsWith("[") ? `${field}${name}` : `${field}.${name}` };
}

/** @param expected such as "a string" */
export function invalidAt(place: Place, value: unknown, expected: string): BpeError {
  return new BpeError("BPE_INVALID_MESSAGE", `${pathOf(place)} is ${describe(value)}; expected ${expected}.`, {
    ...place,
  });
}

/** What is right for the API, but has no number of tokens that anybody could know. @param why a sentence without its subject */
export function uncountableAt(place: Place, why: string): BpeError {
  return new BpeError("BPE_UNCOUNTABLE_CHAT", `${pathOf(place)} ${why}`, { ...place });
}

/** @throws BpeError BPE_INVALID_MESSAGE */
export function textAt(place: Place, value: unknown): string {
  if (typeof value === "string") return value;
  throw invalidAt(place, value, "a string");
}

/** @throws BpeError BPE_INVALID_MESSAGE */
export function objectAt(place: Place, value: unknown, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalidAt(place, value, expected);
}

/** Whether a field is there: null is what JSON has for none. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
