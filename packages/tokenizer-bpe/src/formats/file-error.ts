/** Errors of vocabulary files: each names the field or the line. */
import { BpeError } from "../errors.ts";

/** @param place a field such as `model.vocab`, or a line's number */
export function invalidFile(
  place: string | number,
  what: string,
  fields: Readonly<Record<string, unknown>> = {},
): BpeError {
  const where = typeof place === "number" ? { line: place } : { field: place };
  const name = typeof place === "number" ? `line ${place}` : place;
  return new BpeError("BPE_INVALID_FILE", `${name} ${what}`, { ...where, ...fields });
}

/** What a file asks for that is not supported, which would give different ids if it were ignored. */
export function unsupported(field: string, what: string, fields: Readonly<Record<string, unknown>> = {}): BpeError {
  return new BpeError("BPE_UNSUPPORTED_FILE", `${field} ${what}`, { field, ...fields });
}

/** What a format has no words for. */
export function notExportable(format: string, why: string, cause?: unknown): BpeError {
  return new BpeError("BPE_NOT_EXPORTABLE", `this encoding can't be written as ${format}: ${why}`, { format, cause });
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
