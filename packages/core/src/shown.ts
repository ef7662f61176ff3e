/** A value of a file, shortened for a message. */
import { describe } from "./describe.ts";
import { quoted } from "./visible-text.ts";

/** More of a value is not shown: a file may hold anything. */
const MAX_SHOWN = 80;

/** A value that was read from JSON, as JSON, cut to 80 characters. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value, MAX_SHOWN);
  try {
    const text = JSON.stringify(value) ?? describe(value);
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  } catch {
    // It is nested too deep.
    return describe(value);
  }
}
