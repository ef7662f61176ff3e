/** A pattern that is read from left to right, and the error that says where it could not be. */

/** Why a pattern has no equivalent in JavaScript. */
export class UntranslatablePattern extends Error {}

export class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  /** The next UTF-16 unit. @throws UntranslatablePattern at the end */
  peek(): string {
    const character = this.#pattern[this.#at];
    if (character === undefined) throw this.unknown("an unfinished set or escape");
    return character;
  }

  /** The next character, which is consumed. @throws UntranslatablePattern at the end, and at half a surrogate pair */
  take(): string {
    const code = this.#pattern.codePointAt(this.#at);
    if (code === undefined) throw this.unknown("an unfinished set or escape");
    if (code >= 0xd800 && code <= 0xdfff) throw this.unknown("half a surrogate pair");
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  /** What an expression matches here, which is consumed; undefined where it finds nothing. */
  match(expression: RegExp): string | undefined {
    const found = expression.exec(this.#pattern.slice(this.#at, this.#at + 200))?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  startsWith(text: string): boolean {
    return this.#pattern.startsWith(text, this.#at);
  }

  /** The next units, for an error. */
  ahead(units: number): string {
    return this.#pattern.slice(this.#at, this.#at + units);
  }

  skip(units: number): void {
    this.#at += units;
  }

  /** The error for what is not read. */
  unknown(what: string): UntranslatablePattern {
    return new UntranslatablePattern(`has ${what} at index ${Math.min(this.#at, this.#pattern.length)}`);
  }
}
