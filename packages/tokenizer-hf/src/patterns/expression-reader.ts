/** An expression that is read from left to right, character by character, and errors that say where. */
import { InvalidExpression, UnsupportedExpression } from "./expression-error.ts";

/** Characters of an expression: those of models have some hundreds. */
const MAX_LENGTH = 1 << 16;
/** Groups within groups, and sets within sets. */
const MAX_NESTED = 200;

export class ExpressionReader {
  readonly #characters: readonly string[];
  #depth = 0;
  at = 0;

  constructor(expression: string) {
    this.#characters = Array.from(expression);
    if (expression.length > MAX_LENGTH)
      throw new UnsupportedExpression(`has more than ${MAX_LENGTH.toLocaleString("en")} characters`);
  }

  get isAtEnd(): boolean {
    return this.at >= this.#characters.length;
  }

  /** The next character, or "" at the end. */
  peek(ahead = 0): string {
    return this.#characters[this.at + ahead] ?? "";
  }

  /** The next character, which is consumed. @throws InvalidExpression at the end */
  take(): string {
    const character = this.#characters[this.at];
    if (character === undefined) throw this.invalid("an end where something must follow");
    this.at++;
    return character;
  }

  startsWith(text: string): boolean {
    return Array.from(text).every((character, i) => this.peek(i) === character);
  }

  /** Whether a text follows, which is then consumed. */
  skips(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** The longest run of characters of a kind, at most so many, which is consumed. */
  takeWhile(isIn: (character: string) => boolean, most: number = Infinity): string {
    const start = this.at;
    while (!this.isAtEnd && this.at - start < most && isIn(this.peek())) this.at++;
    return this.#characters.slice(start, this.at).join("");
  }

  /** Whether a character is anywhere ahead. */
  hasAhead(character: string): boolean {
    return this.#characters.includes(character, this.at);
  }

  /** Reads what is a level deeper. */
  nested<T>(read: () => T): T {
    if (++this.#depth > MAX_NESTED) throw this.unsupported(`groups nested more than ${MAX_NESTED} deep,`);
    const result = read();
    this.#depth--;
    return result;
  }

  invalid(what: string): InvalidExpression {
    return new InvalidExpression(`has ${what} at character ${this.at}`);
  }

  unsupported(what: string): UnsupportedExpression {
    return new UnsupportedExpression(`has ${what} at character ${this.at}`);
  }
}
