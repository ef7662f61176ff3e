/** Errors between threads, where a class, its fields and what can't be cloned would be lost. */
import { isWindrowError, WindrowError, type ErrorFields } from "./windrow-error.ts";
import { type Wording, wordingOf } from "./wording.ts";

/** An error that `postMessage` takes. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  /** The message's parts, of an error of ours. */
  readonly wording: Wording | undefined;
  readonly stack: string | undefined;
  /** Whether it is an error of a windrow package. */
  readonly isOurs: boolean;
  readonly code: string | undefined;
  readonly fields: ErrorFields | undefined;
  readonly cause: SentError | undefined;
}

/** A chain of causes is sent up to here: it may lead back into itself. */
const MAX_CAUSES = 8;

/** Whatever was thrown, as a message. Fields that can't be cloned are left out, as are causes beyond the eighth. */
export function sendError(thrown: unknown, causes: number = MAX_CAUSES): SentError {
  try {
    return thrown instanceof Error || isErrorLike(thrown) ? sendOne(thrown as Error, causes) : sendValue(thrown);
  } catch {
    // A getter of it throws.
    return sendValue("an error that can't be read");
  }
}

/**
 * The error again, with the stack that it had and where it comes from. `instanceof` and `code` find it to be what
 * it was, where it is one of ours; another has its name, code and fields.
 * @param place such as "in a worker thread of the DataLoader"
 */
export function receiveError(sent: SentError, place: string): Error {
  const { name, message, wording, stack, isOurs, code, fields, cause } = sent;
  const behind = cause === undefined ? {} : { cause: receiveError(cause, place) };
  const error = isOurs
    ? new (classOf(name))(code ?? "", wording ?? message, { ...fields, ...behind })
    : new Error(message, behind);
  if (!isOurs) error.name = name;
  if (stack !== undefined) error.stack = `${stack}\n    ${place}`;
  if (!isOurs && code !== undefined) Object.assign(error, { code });
  if (!isOurs && fields !== undefined) Object.assign(error, { fields });
  return error;
}

/** A class of that name: Node shows an error of another as "WindrowError [HayError]". */
function classOf(kind: string): new (...args: ConstructorParameters<typeof WindrowError>) => WindrowError {
  const Named = class extends WindrowError {
    static override readonly kind: string = kind;
  };
  return Object.defineProperty(Named, "name", { value: kind });
}

function sendOne(error: Error, causes: number): SentError {
  const { name, message, stack, cause } = error;
  const { code, fields } = error as { code?: unknown; fields?: unknown };
  return {
    name: String(name),
    message: String(message),
    wording: isWindrowError(error) ? wordingOf(error) : undefined,
    stack: typeof stack === "string" ? stack : undefined,
    isOurs: isWindrowError(error),
    // That of a DOMException is a number.
    code: typeof code === "string" ? code : undefined,
    fields: typeof fields === "object" && fields !== null ? cloneable(fields) : undefined,
    cause: cause === undefined || causes === 0 ? undefined : sendError(cause, causes - 1),
  };
}

/** What is not an error says what it can. */
function sendValue(thrown: unknown): SentError {
  const { message, code } = Object(thrown) as { message?: unknown; code?: unknown };
  const isObject = typeof thrown === "object" && thrown !== null;
  return {
    name: "Error",
    message: typeof message === "string" ? message : isObject ? "an object that is not an error" : String(thrown),
    wording: undefined,
    stack: undefined,
    isOurs: false,
    code: typeof code === "string" ? code : undefined,
    fields: undefined,
    cause: undefined,
  };
}

/** Also errors of another realm, such as a test runner's, which `instanceof` does not recognize. */
function isErrorLike(thrown: unknown): boolean {
  return Object.prototype.toString.call(thrown) === "[object Error]";
}

function cloneable(fields: object): ErrorFields {
  if (Array.isArray(fields)) return (cloneOf(() => fields)?.value ?? []) as ErrorFields;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const clone = cloneOf(() => (fields as Record<string, unknown>)[name]);
    if (clone !== undefined) kept[name] = clone.value;
  }
  return kept;
}

/** Undefined for what can't be read, or can't be cloned, as a function. */
function cloneOf(read: () => unknown): { value: unknown } | undefined {
  try {
    return { value: structuredClone(read()) };
  } catch {
    return undefined;
  }
}
