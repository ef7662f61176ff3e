/** A stack that a caller has used up, which says nothing about what was called. */

/** In V8 and JavaScriptCore a RangeError about the stack, in SpiderMonkey an InternalError. */
export function isStackOverflow(error: unknown): boolean {
  const { name, message } = (error ?? {}) as Partial<Error>;
  return name === "InternalError" || (name === "RangeError" && /stack/i.test(String(message)));
}
