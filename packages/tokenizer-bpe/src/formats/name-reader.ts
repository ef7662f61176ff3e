/** The bytes that names of tokens in JSON stand for, in printable characters, one behind the other. Hot. */
import { BYTE_OF_CODE } from "../vocabulary/byte-alphabet.ts";

const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];

export class NameReader {
  /** What was read so far is `bytes[0 .. end - 1]`. */
  readonly bytes: Uint8Array;
  end = 0;
  /** Whether every character that was read since `begin` stands for a byte. */
  isPlain = true;
  readonly #json: Uint8Array;

  /** @param room bytes of the JSON that are read: none of them stands for more than one */
  constructor(json: Uint8Array, room: number) {
    this.#json = json;
    this.bytes = new Uint8Array(room);
  }

  /** Forgets what was read but for the first `end` bytes. */
  begin(end: number): void {
    this.end = end;
    this.isPlain = true;
  }

  /** Reads the text that stands at a place; returns the place behind it, or -1 where there is none. */
  read(at: number): number {
    return this.#json[at] === QUOTE ? this.#readTo(at + 1, QUOTE) : -1;
  }

  /** The same up to a space, which the text must have. */
  readFirst(at: number): number {
    return this.#json[at] === QUOTE ? this.#readTo(at + 1, SPACE) : -1;
  }

  /** The rest of such a text. */
  readRest(at: number): number {
    return this.#readTo(at, QUOTE);
  }

  /** A text of the JSON as it is. */
  textOf(start: number, end: number): string | undefined {
    try {
      return JSON.parse(new TextDecoder().decode(this.#json.subarray(start, end))) as string;
    } catch {
      return undefined;
    }
  }

  #readTo(start: number, stop: number): number {
    const json = this.#json;
    const bytes = this.bytes;
    let end = this.end;
    let at = start;
    for (;;) {
      if (at >= json.length) return -1;
      const first = json[at++]!;
      if (first === stop) break;
      let code = first;
      if (first === QUOTE) return -1;
      if (first === BACKSLASH) {
        const letter = json[at++]!;
        code = -1;
        if (letter === QUOTE || letter === BACKSLASH || letter === 0x2f) code = letter;
        else if (letter === 0x75) {
          code = hexAt(json, at);
          at += 4;
        }
      } else if (first >= 0x80) {
        // Characters that stand for bytes take two bytes.
        const isTwo = first >= 0xc2 && first < 0xe0 && (json[at]! & 0xc0) === 0x80;
        code = isTwo ? ((first & 0x1f) << 6) | (json[at]! & 0x3f) : -1;
        if (isTwo) at++;
      }
      const byte = code >= 0 && code < BYTE_OF_CODE.length ? BYTE_OF_CODE[code]! : -1;
      if (byte < 0) this.isPlain = false;
      else bytes[end++] = byte;
    }
    this.end = end;
    return at;
  }
}

/** The number that four hexadecimal digits say, or -1. */
function hexAt(json: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = json[i] ?? 0;
    const letter = digit | 0x20;
    if (digit >= 0x30 && digit <= 0x39) value = value * 16 + digit - 0x30;
    else if (letter >= 0x61 && letter <= 0x66) value = value * 16 + letter - 0x57;
    else return -1;
  }
  return value;
}
