/** The character that an escape stands for: `\n`, `\x{1f600}`, `\cA`, `\-`. */
import type { ExpressionReader } from "./expression-reader.ts";

const CONTROLS: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  f: "\f",
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  v: "\v",
};

const isHex = (character: string): boolean => /^[\da-fA-F]$/.test(character);
const isOctal = (character: string): boolean => /^[0-7]$/.test(character);

/** Whether a letter stands for a character by its number, or a control character, and does not stand for itself. */
function standsForAnother(reader: ExpressionReader): boolean {
  const character = reader.peek();
  if (character === "x") return reader.peek(1) !== "" && !(reader.peek(1) === "{" && !isHex(reader.peek(2)));
  if (character === "o") return reader.peek(1) === "{" && isOctal(reader.peek(2));
  if (character === "u") return reader.peek(1) !== "";
  return isOctal(character) || Object.hasOwn(CONTROLS, character) || "cCM".includes(character);
}

/** Reads an escape behind its backslash. */
export function readEscapedCharacter(reader: ExpressionReader): string {
  if (!standsForAnother(reader)) return reader.take();
  const character = reader.peek();
  if (isOctal(character))
    return ofBytes(reader, readOctal(reader), () => isOctal(reader.peek(1)) && readNextOctal(reader));
  if (!"xou".includes(character)) return readControl(reader);
  reader.take();
  if (reader.skips("{")) return readBraced(reader, character === "o" ? 8 : 16);
  if (character === "u") {
    const digits = reader.takeWhile(isHex, 4);
    if (digits.length < 4) throw reader.invalid("\\u without four hexadecimal digits");
    return characterOf(Number.parseInt(digits, 16), reader);
  }
  return ofBytes(reader, readHex(reader), () => reader.peek(1) === "x" && readNextHex(reader));
}

const readOctal = (reader: ExpressionReader): number => Number.parseInt(reader.takeWhile(isOctal, 3), 8);
const readHex = (reader: ExpressionReader): number => Number.parseInt(reader.takeWhile(isHex, 2) || "0", 16);

function readNextOctal(reader: ExpressionReader): number {
  reader.take();
  return readOctal(reader);
}

function readNextHex(reader: ExpressionReader): number {
  reader.at += 2;
  return readHex(reader);
}

function readBraced(reader: ExpressionReader, base: number): string {
  const digits = reader.takeWhile(base === 8 ? isOctal : isHex);
  if (digits.length > (base === 8 ? 11 : 8)) throw reader.invalid("a character whose number is too long");
  if (!reader.skips("}")) throw reader.unsupported("several characters in one escape");
  return characterOf(Number.parseInt(digits, base), reader);
}

function characterOf(code: number, reader: ExpressionReader): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw reader.unsupported(`a character with the number ${code.toString(16)}, which no text can have,`);
  return String.fromCodePoint(code);
}

/** A byte, with the others of its character where it is one of several. @param next reads an escape of the same kind */
function ofBytes(reader: ExpressionReader, first: number, next: () => number | false): string {
  if (first > 0xff) throw reader.invalid("a byte above 255");
  if (first < 0x80) return String.fromCharCode(first);
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0) throw reader.unsupported("a byte that can't begin a character");
  const bytes = [first];
  while (bytes.length < length) {
    const byte = reader.peek() === "\\" ? next() : false;
    if (byte === false) throw reader.invalid("bytes that are not a character");
    bytes.push(byte);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw reader.invalid("bytes that are not a character");
  }
}

/** `\n` and its like, `\cA`, `\C-A`, `\M-a`. */
function readControl(reader: ExpressionReader): string {
  const letter = reader.take();
  const control = CONTROLS[letter];
  if (control !== undefined) return control;
  if (letter === "M") throw reader.unsupported("\\M");
  if (letter === "C" && !reader.skips("-")) throw reader.invalid("\\C without a hyphen");
  const character = reader.take();
  if (character === "?") return "\u007f";
  const plain = character === "\\" ? readControlOrSelf(reader) : character;
  return String.fromCharCode(plain.codePointAt(0)! & 0x9f);
}

function readControlOrSelf(reader: ExpressionReader): string {
  return Object.hasOwn(CONTROLS, reader.peek()) || "cCM".includes(reader.peek() || " ")
    ? readControl(reader)
    : reader.take();
}
