/**
 * The base of every package's error class: a code for programs, fields, the error behind it, and a message
 * that is safe to show.
 *
 * Each package has its own copy of this file built in, and a process may hold several of one package: two
 * versions, or ES modules beside CommonJS. So `instanceof` looks at a mark and the name, not at the prototype.
 */
import { visibleText } from "./visible-text.ts";
import { inCode, keepWording, type Wording, type WordingPart } from "./wording.ts";

/** In the registry of the whole process, so that all copies share it. */
const MARK = Symbol.for("@windrow/error");

/** What a message is about, for programs, such as the option and its value. */
export type ErrorFields = Readonly<Record<string, unknown>>;

/**
 * @example
 * class BpeError extends WindrowError<BpeErrorCode> {
 *   static override readonly kind: string = "BpeError";
 * }
 * throw new BpeError("BPE_INVALID_FILE", "x.json is not JSON.", { file: "x.json", cause: error });
 */
export class WindrowError<Code extends string = string> extends Error {
  /** The class's name, which minifiers leave alone. */
  static readonly kind: string = "WindrowError";
  /** What went wrong, for programs: stable across versions. */
  readonly code: Code;
  /** What the message is about, for programs: such as the option and its value, or an id and its index. */
  readonly fields: ErrorFields;

  /**
   * @param message a text, or its parts; unsafe characters become escapes
   * @param fields `cause`, where it is given, becomes the error's `cause` and is not among its fields
   */
  constructor(code: Code, message: string | Wording, { cause, ...fields }: ErrorFields = {}) {
    const parts = typeof message === "string" ? [message] : message;
    super(parts.map(shown).join(""), cause === undefined ? undefined : { cause });
    this.name = new.target.kind;
    this.code = code;
    this.fields = fields;
    keepWording(this, parts);
    Object.defineProperty(this, MARK, { value: true });
  }

  /** Whether a value is an error of this class, whichever copy of the class made it. A user's subclass has but one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    if (!Object.hasOwn(this, "kind") || !isWindrowError(value)) return false;
    return this.kind === "WindrowError" || value.name === this.kind;
  }
}

/** Whether a value is an error of a windrow package: of any package, version and module format. */
export function isWindrowError(value: unknown): value is WindrowError {
  return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[MARK] === true;
}

function shown(part: WordingPart): string {
  const text = inCode(part);
  return text === "\n" ? text : visibleText(text);
}
