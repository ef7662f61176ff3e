/** Fields of a tokenizer.json: each is read by its type, or is an error that names its place in the file. */
import { describe, shown as shownValue } from "@windrow/core";
import { HfError } from "../errors.ts";
import type { KnownExpression } from "../patterns/pattern.ts";

/** Steps within steps: real files have two levels. */
const MAX_NESTED = 16;

type Known = ReadonlyMap<string, KnownExpression> | undefined;

/** An object of the file, and where it stands. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  /** Such as `normalizer.normalizers[1]`; "" for the whole file. */
  readonly place: string;
  /** Expressions of the file that need not be read: none but of a packed one. */
  readonly known: Known;
  readonly #depth: number;

  private constructor(values: Readonly<Record<string, unknown>>, place: string, known: Known, depth: number) {
    this.#values = values;
    this.place = place;
    this.known = known;
    this.#depth = depth;
  }

  /** @throws HfError HF_INVALID_FILE where it is not an object */
  static of(value: unknown, place: string, known?: Known, depth = 0): Fields {
    if (depth > MAX_NESTED) throw unsupported(place, `has steps nested more than ${MAX_NESTED} deep.`);
    if (isRecord(value)) return new Fields(value, place, known, depth);
    throw invalidFile(place === "" ? "the file" : place, `is ${describe(value)}; expected an object.`);
  }

  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** Whether it is there, as null, which counts as missing elsewhere. */
  isNull(name: string): boolean {
    return Object.hasOwn(this.#values, name) && this.#values[name] === null;
  }

  /** Null counts as missing. */
  #get(name: string): unknown {
    const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
    return value === null ? undefined : value;
  }

  placeOf(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  names(): string[] {
    return Object.keys(this.#values);
  }

  value(name: string): unknown {
    return this.#get(name);
  }

  text(name: string, fallback?: string): string {
    return this.#read(
      name,
      fallback,
      "a text",
      (value): value is string => typeof value === "string" && !/\p{Cs}/u.test(value),
    );
  }

  character(name: string): string {
    const isOne = (value: unknown): value is string =>
      typeof value === "string" && [...value].length === 1 && !/\p{Cs}/u.test(value);
    return this.#read(name, undefined, "one character", isOne);
  }

  /** Bytes that the file has in base64. */
  bytes(name: string): Uint8Array<ArrayBuffer> {
    const base64 = this.text(name);
    const bytes = bytesOfBase64(base64);
    if (bytes !== undefined) return bytes;
    throw invalidFile(this.placeOf(name), `is ${shown(base64)}; expected bytes in base64.`);
  }

  flag(name: string, fallback?: boolean): boolean {
    return this.#read(name, fallback, "true or false", (value): value is boolean => typeof value === "boolean");
  }

  count(name: string, fallback?: number): number {
    return this.#read(name, fallback, "an integer of at least 0", (value): value is number => isId(value));
  }

  oneOf<T extends string>(name: string, known: readonly T[], fallback?: T): T {
    const expected = known.map((one) => JSON.stringify(one)).join(", ");
    return this.#read(name, fallback, `one of ${expected}`, (value): value is T => known.includes(value as T));
  }

  list(name: string): unknown[] {
    return this.#read(name, undefined, "an array", (value): value is unknown[] => Array.isArray(value));
  }

  object(name: string): Fields {
    return Fields.of(this.#get(name), this.placeOf(name), this.known, this.#depth + 1);
  }

  objects(name: string): Fields[] {
    return this.list(name).map((value, i) =>
      Fields.of(value, `${this.placeOf(name)}[${i}]`, this.known, this.#depth + 1),
    );
  }

  /** The object of a field that may be missing. */
  maybe(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  #read<T>(name: string, fallback: T | undefined, expected: string, is: (value: unknown) => value is T): T {
    const value = this.#get(name);
    if (value === undefined && fallback !== undefined) return fallback;
    if (is(value)) return value;
    throw invalidFile(this.placeOf(name), `is ${shown(value)}; expected ${expected}.`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Undefined where it is not base64. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Ids have 32 bits in the library; here they are positive integers of an Int32Array. */
export function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
}

export function invalidFile(place: string, what: string, fields: Readonly<Record<string, unknown>> = {}): HfError {
  return new HfError("HF_INVALID_FILE", `${place} ${what}`, { field: place, ...fields });
}

/** What a file asks for that is not there, and would make other ids if it were ignored. */
export function unsupported(place: string, what: string, fields: Readonly<Record<string, unknown>> = {}): HfError {
  return new HfError("HF_UNSUPPORTED_FILE", `${place} ${what}`, { field: place, ...fields });
}

/** A value of a file for a message, cut to 80 characters. */
export function shown(value: unknown): string {
  return value === undefined ? "missing" : shownValue(value);
}

/** The step of a kind, by its field `type`. */
export function byType<T>(step: Fields, readers: Readonly<Record<string, (step: Fields) => T>>): T {
  const type = step.text("type");
  if (Object.hasOwn(readers, type)) return readers[type]!(step);
  const known = Object.keys(readers).join(", ");
  throw unsupported(step.placeOf("type"), `is ${shown(type)}, which is not supported. Supported: ${known}.`);
}
