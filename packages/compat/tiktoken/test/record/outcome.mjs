/** Calls and what comes of them, as JSON: the recorder writes it, the tests compare with it. */
import { createHash } from "node:crypto";

/** Arguments from JSON: `{ "bytes": [1] }` is a Uint8Array, `{ "ids": [1] }` a Uint32Array, null is undefined. */
export const argumentsOf = (args) =>
  args.map((arg) => {
    if (arg === null) return undefined;
    if (Array.isArray(arg?.bytes)) return Uint8Array.from(arg.bytes);
    return Array.isArray(arg?.ids) ? Uint32Array.from(arg.ids) : arg;
  });

/** What a call returns, or its error. */
export function outcomeOf(call) {
  try {
    const value = call();
    if (value instanceof Uint32Array) return { ids: [...value] };
    if (value instanceof Uint8Array) return { bytes: [...value] };
    return { value: value ?? null };
  } catch (error) {
    return { error: error instanceof TypeError ? "TypeError" : "Error", message: error.message };
  }
}

/** sha256 of a value as JSON, whatever the order of its keys. */
export const digestOf = (value) => createHash("sha256").update(JSON.stringify(value, sortKeys)).digest("hex");

function sortKeys(_key, value) {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;
}
