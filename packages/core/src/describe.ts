/** Any value in a few words, for messages. */
import { quoted } from "./visible-text.ts";

/** A class's name may come from others, as everything here may. */
const CLASS_NAME = /^[A-Za-z_$][\w$]{0,39}$/;

/**
 * A value in a few words: what it is, not what it holds. No value makes it throw.
 * @example
 * describe("x"); // "\"x\""
 * describe([1, 2]); // "an array of 2"
 * describe(new Map()); // "a Map"
 */
export function describe(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return value > 10n ** 30n || value < -(10n ** 30n) ? "a huge bigint" : `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return `Symbol(${quoted(value.description ?? "").slice(1, -1)})`;
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return describeObject(value);
  } catch {
    // A proxy, or a getter that throws.
    return "an object";
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  const name: unknown = value.constructor?.name;
  if (typeof name !== "string" || name === "Object" || !CLASS_NAME.test(name)) return "an object";
  const length = ArrayBuffer.isView(value) && "length" in value ? ` of ${String(value.length)}` : "";
  return `${/^[AEIO]/i.test(name) ? "an" : "a"} ${name}${length}`;
}
