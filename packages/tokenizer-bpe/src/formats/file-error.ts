/** Errors of vocabulary files: each names the field or the line. */
import { describe } from "../arguments.ts";
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

/** What a file asks for that is not supported, which would make other ids if it were passed over. */
export function unsupported(field: string, what: string): BpeError {
  return new BpeError("BPE_UNSUPPORTED_FILE", `${field} ${what}`, { field });
}

/** What a format has no words for. */
export function notExportable(format: string, why: string): BpeError {
  return new BpeError("BPE_NOT_EXPORTABLE", `this encoding can't be written as ${format}: ${why}`, { format });
}

/** Of steps within steps: real files have one level. */
export const MOST_NESTED = 16;

/** A JSON text, parsed. */
export function parseJson(name: string, json: unknown): unknown {
  if (typeof json !== "string" && !(json instanceof Uint8Array)) return json;
  const text = typeof json === "string" ? json : new TextDecoder().decode(json);
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    throw invalidFile(name, `is no JSON (${(error as Error).message}); the file may have been cut.`);
  }
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** More of a value is not shown: a file may hold anything. */
const LONGEST_SHOWN = 80;

/** A value of a file for a message: as JSON, cut to 80 characters. */
export function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value) ?? describe(value);
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
  } catch {
    // It is nested too deep.
    return describe(value);
  }
}
