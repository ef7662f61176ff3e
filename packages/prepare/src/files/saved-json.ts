/**
 * The small JSON files of a job, read back. They lie on disks that others write to as well: what is not as this
 * package writes it is rejected by the first field that is wrong, and never trusted.
 */

/** An object of such a file. */
export type Saved = Readonly<Record<string, unknown>>;

/** Makes the error of what is wrong with a file, such as "has no valid tokens". @param cause the error that says so */
export type Refuse = (what: string, cause?: unknown) => Error;

/** By name, whether each field is as it is written. */
export type FieldChecks = (saved: Saved) => Readonly<Record<string, boolean>>;

/** The value of a text. @throws the error of `refuse` */
export function parseSaved<T>(text: string, checks: FieldChecks, refuse: Refuse): T {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch (error) {
    throw refuse(`is not JSON (${(error as Error).message})`, error);
  }
  if (!isSaved(saved)) throw refuse("is not a JSON object");
  const wrong = Object.entries(checks(saved)).find(([, holds]) => !holds);
  if (wrong !== undefined) throw refuse(`has no valid ${wrong[0]}`);
  return saved as T;
}

export function isSaved(value: unknown): value is Saved {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A count of tokens, documents or bytes: an integer from 0 on. */
export function isCount(value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** As 64 hex digits. */
export function isSha256(value: unknown): value is string {
  return isText(value) && /^[0-9a-f]{64}$/.test(value);
}

/** The name of a file in the folder that it is looked for in, with no way out of it. */
export function isFileName(value: unknown): value is string {
  return isText(value) && /^[^/\\:\0]+$/.test(value) && value !== "." && value !== "..";
}

/** A list of which every member is as it should be. */
export function isListOf<T>(value: unknown, isMember: (member: unknown) => member is T): value is readonly T[] {
  return Array.isArray(value) && Array.from(value as unknown[]).every(isMember);
}
