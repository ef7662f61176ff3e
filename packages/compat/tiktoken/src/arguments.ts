/** Arguments as tiktoken takes them, and errors of its kind for others. */
import { describe, isSet } from "@windrow/core";

/** @throws TypeError */
export function checkString<T extends string>(name: string, value: T): T {
  if (typeof value !== "string") throw new TypeError(`${name} is ${describe(value)}; expected a string.`);
  return value;
}

/** Special tokens and their ids; none where they are left out. @throws Error */
export function checkSpecialTokens(name: string, value: unknown): Readonly<Record<string, number>> {
  if (value === undefined || value === null) return {};
  const isRecord = typeof value === "object" && !(Symbol.iterator in value);
  if (isRecord) return value as Record<string, number>;
  throw new Error(`${name} is ${describe(value)}; expected ids by name, as { "<|im_start|>": 100264 }.`);
}

/** A selection of special tokens; undefined where it is left out. @throws Error */
export function checkSelection(name: string, value: unknown): "all" | readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === "all") return value;
  const tokens: readonly unknown[] | undefined = Array.isArray(value) ? value : isSet(value) ? [...value] : undefined;
  if (tokens?.every((token) => typeof token === "string")) return tokens;
  throw new Error(`Invalid value for ${name}: ${describe(value)}; expected "all" or an array of special tokens.`);
}

/**
 * Ids as integers of 32 bits, each converted as a typed array does it. Those of a typed array are not copied; an id from
 * 2^31 on becomes negative, which no token has either.
 * @throws TypeError where it is not a list
 */
export function integerIds(ids: ArrayLike<number>): Int32Array {
  if (ids instanceof Uint32Array) return new Int32Array(ids.buffer, ids.byteOffset, ids.length);
  return ids instanceof Int32Array ? ids : new Int32Array(checkList("tokens", ids));
}

/** Bytes as a Uint8Array. @throws TypeError where it is not a list */
export function asBytes(bytes: ArrayLike<number>): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(checkList("bytes", bytes));
}

/** A string is a list of its letters, none of which is an id. */
function checkList(name: string, list: ArrayLike<number>): ArrayLike<number> {
  const isList = typeof list === "object" && list !== null && typeof list.length === "number";
  if (!isList) throw new TypeError(`${name} is ${describe(list)}; expected a typed array or another list.`);
  return list;
}
