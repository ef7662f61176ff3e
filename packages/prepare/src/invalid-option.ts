/** Errors of options, and values in a few words for messages. */
import { PrepareError } from "./errors.ts";

export function invalidOption(name: string, value: unknown, expected: string): PrepareError {
  return new PrepareError("PREPARE_INVALID_OPTION", `${name} is ${describe(value)}; expected ${expected}.`, {
    option: name,
    value,
  });
}

export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
