/** How reading a tokenizer.json may end other than well. */

/** Hugging Face's library refuses such a file. */
export class Refused extends Error {}

/** The slow reader does not know what the library does. */
export class Unknown extends Error {}

export type Json = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field that has to be there, or to be of a type where it is. */
export function fieldOf<T>(object: Json, name: string, isRight: (value: unknown) => value is T, missing?: T): T {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (value === undefined && missing !== undefined) return missing;
  if (!isRight(value)) throw new Refused(`${name} is ${JSON.stringify(value)?.slice(0, 80)}`);
  return value;
}

export const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
export const isText = (value: unknown): value is string => typeof value === "string" && isWellFormed(value);
export const isId = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32;

/** Whether a text has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
