/** Options of an expression, such as those of `(?i:...)`. */
import type { ExpressionReader } from "./expression-reader.ts";

export interface ExpressionOptions {
  readonly ignoresCase: boolean;
  /** White space and comments count as nothing. */
  readonly isExtended: boolean;
  /** The dot is a line feed too. */
  readonly dotTakesAll: boolean;
  readonly wordIsAscii: boolean;
  readonly digitIsAscii: boolean;
  readonly spaceIsAscii: boolean;
  readonly posixIsAscii: boolean;
}

export const NO_OPTIONS: ExpressionOptions = {
  ignoresCase: false,
  isExtended: false,
  dotTakesAll: false,
  wordIsAscii: false,
  digitIsAscii: false,
  spaceIsAscii: false,
  posixIsAscii: false,
};

const BY_LETTER: Readonly<Record<string, keyof ExpressionOptions>> = {
  i: "ignoresCase",
  x: "isExtended",
  m: "dotTakesAll",
  W: "wordIsAscii",
  D: "digitIsAscii",
  S: "spaceIsAscii",
  P: "posixIsAscii",
};

/** Whether options may begin here, behind `(?`. */
export function isOptionLetter(character: string): boolean {
  return character === "-" || character === "s" || "CILy".includes(character) || Object.hasOwn(BY_LETTER, character);
}

/** Reads letters, up to the colon or the bracket behind them. */
export function readOptions(reader: ExpressionReader, options: ExpressionOptions): ExpressionOptions {
  const read: Record<keyof ExpressionOptions, boolean> = { ...options };
  let isOn = true;
  while (reader.peek() !== ":" && reader.peek() !== ")") {
    const letter = reader.take();
    if (letter === "-") isOn = false;
    else if (Object.hasOwn(BY_LETTER, letter)) read[BY_LETTER[letter]!] = isOn;
    else if (letter !== "" && "CILy".includes(letter)) throw reader.unsupported(`the option ${letter}`);
    else throw reader.invalid(`an unknown option ${letter}`);
  }
  return read;
}
