/** Checks of options at the public edge; each returns the value or says what was got and expected. */
import { DatasetError } from "./errors.ts";

export function checkPositiveInteger(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalidOption(name, value, "an integer of at least 1");
}

export function invalidOption(name: string, value: unknown, expected: string): DatasetError {
  const got = typeof value === "string" ? JSON.stringify(value) : String(value);
  return new DatasetError("DATASET_INVALID_OPTION", `${name} is ${got}; expected ${expected}.`);
}
