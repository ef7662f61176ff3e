/**
 * The text of a field of a JSON object, as UTF-8, without a string of it: half the time of JSON.parse and
 * of what follows from it (UTF-8 to UTF-16 and back, and strings to collect). Hot.
 *
 * Input: a line of valid UTF-8. It is read once, from left to right. What is found is what JSON.parse would
 * give; of a line that is not plain nothing is found, and JSON.parse has to say what it is: no valid JSON,
 * no object, the field is not there or is not text, half a surrogate pair, a name with an escape, nesting
 * beyond MAX_NESTED. Source: RFC 8259.
 */
import { writeCodePoint } from "./write-code-point.ts";

/** Bytes within a quoted text: those that end it, begin an escape, or may not be there. */
const PLAIN = 0;
const QUOTE = 1;
const ESCAPE = 2;
const CONTROL = 3;
const KIND_OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x22) return QUOTE;
  return byte === 0x5c ? ESCAPE : byte < 0x20 ? CONTROL : PLAIN;
});

/** The byte that a letter behind a backslash stands for; 0 where it is not such a letter. */
const BYTE_OF_ESCAPE = new Uint8Array(256);
for (const [letter, byte] of Object.entries({
  '"': 0x22,
  "\\": 0x5c,
  "/": 0x2f,
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
}))
  BYTE_OF_ESCAPE[letter.charCodeAt(0)] = byte;

/** Objects and arrays in one another. */
const MAX_NESTED = 32;

/** Thrown where JSON.parse is to decide; always the same, since making an error takes microseconds. */
const NOT_PLAIN = new Error("not plain");

export class JsonTextReader {
  readonly #field: Uint8Array;
  /** Texts without escapes are found where they stand; those with escapes are written here. */
  #texts: Uint8Array = new Uint8Array(0);
  #textsView: DataView = new DataView(this.#texts.buffer);
  #written = 0;
  #line: Uint8Array = this.#texts;
  #lineView: DataView = this.#textsView;
  #at = 0;
  #end = 0;

  /** @param field its name */
  constructor(field: string) {
    // A name that is not text is never found where it stands.
    this.#field = Buffer.from(field.isWellFormed() ? field : '"');
  }

  /** Forgets the texts that were found: they may be written over. */
  clear(): void {
    this.#written = 0;
  }

  /** The text, good until `clear` and as long as the line is; undefined where JSON.parse is to decide. */
  find(line: Uint8Array): Uint8Array | undefined {
    [this.#line, this.#at, this.#end] = [line, 0, line.length];
    this.#lineView = new DataView(line.buffer, line.byteOffset, line.length);
    const before = this.#written;
    try {
      return this.#findInObject();
    } catch (error) {
      if (error !== NOT_PLAIN) throw error;
      this.#written = before;
      return undefined;
    }
  }

  #findInObject(): Uint8Array | undefined {
    let found: Uint8Array | undefined;
    this.#skipSpace();
    this.#expect(0x7b);
    do {
      this.#skipSpace();
      const isField = this.#isFieldName();
      this.#skipSpace();
      this.#expect(0x3a);
      this.#skipSpace();
      // If a name occurs twice, JSON.parse takes the second.
      if (isField) found = this.#text();
      else this.#skipValue(1);
      this.#skipSpace();
    } while (this.#takes(0x2c));
    this.#expect(0x7d);
    this.#skipSpace();
    if (this.#at < this.#end) throw NOT_PLAIN;
    return found;
  }

  /** Whether the name that stands here is the field's. An object without names has none: not plain. */
  #isFieldName(): boolean {
    this.#expect(0x22);
    const start = this.#at;
    if (this.#plainEnd() !== QUOTE) throw NOT_PLAIN;
    const line = this.#line;
    const field = this.#field;
    let isField = this.#at - start === field.length;
    for (let i = 0; isField && i < field.length; i++) isField = line[start + i] === field[i];
    this.#at++;
    return isField;
  }

  /** The text that stands here. */
  #text(): Uint8Array {
    this.#expect(0x22);
    const start = this.#at;
    const stop = this.#plainEnd();
    if (stop === QUOTE) return this.#line.subarray(start, this.#at++);
    if (stop !== ESCAPE) throw NOT_PLAIN;
    return this.#unescaped(start);
  }

  /** The same from `start` on, with an escape where the line is read next: never longer than it stands there. */
  #unescaped(start: number): Uint8Array {
    const line = this.#line;
    const end = this.#end;
    if (this.#written + end - start > this.#texts.length) {
      [this.#texts, this.#written] = [new Uint8Array(2 * this.#texts.length + end - start), 0];
      this.#textsView = new DataView(this.#texts.buffer);
    }
    const texts = this.#texts;
    const first = this.#written;
    let to = first;
    let at = this.#at;
    texts.set(line.subarray(start, at), to);
    to += at - start;
    const kinds = KIND_OF_BYTE;
    const lineView = this.#lineView;
    const textsView = this.#textsView;
    for (;;) {
      for (; at + 4 <= end; at += 4, to += 4) {
        const four = lineView.getInt32(at, true);
        if (hasSpecial(four)) break;
        textsView.setInt32(to, four, true);
      }
      for (; at < end; at++) {
        const byte = line[at]!;
        if (kinds[byte] !== PLAIN) break;
        texts[to++] = byte;
      }
      const kind = at < end ? kinds[line[at]!]! : CONTROL;
      at++;
      if (kind === QUOTE) break;
      if (kind !== ESCAPE || at === end) throw NOT_PLAIN;
      const letter = line[at++]!;
      const escaped = BYTE_OF_ESCAPE[letter]!;
      if (escaped !== 0) texts[to++] = escaped;
      else if (letter === 0x75) {
        this.#at = at;
        to = writeCodePoint(this.#codePoint(), texts, to);
        at = this.#at;
      } else throw NOT_PLAIN;
    }
    this.#at = at;
    this.#written = to;
    return texts.subarray(first, to);
  }

  /** What stands behind `\u`, with the second half of a pair where it is a first. */
  #codePoint(): number {
    const unit = this.#fourHexDigits();
    if (unit < 0xd800 || unit > 0xdfff) return unit;
    if (unit > 0xdbff || !this.#takes(0x5c) || !this.#takes(0x75)) throw NOT_PLAIN;
    const second = this.#fourHexDigits();
    if (second < 0xdc00 || second > 0xdfff) throw NOT_PLAIN;
    return 0x10000 + ((unit - 0xd800) << 10) + second - 0xdc00;
  }

  #fourHexDigits(): number {
    let value = 0;
    if (this.#at + 4 > this.#end) throw NOT_PLAIN;
    for (let i = 0; i < 4; i++) {
      const digit = this.#line[this.#at++]!;
      if (digit >= 0x30 && digit <= 0x39) value = value * 16 + digit - 0x30;
      else {
        const letter = digit | 0x20;
        if (letter < 0x61 || letter > 0x66) throw NOT_PLAIN;
        value = value * 16 + letter - 0x57;
      }
    }
    return value;
  }

  #skipValue(depth: number): void {
    const first = this.#at < this.#end ? this.#line[this.#at]! : 0;
    if (first === 0x22) this.#skipText();
    else if (first === 0x7b || first === 0x5b) this.#skipNested(first, depth);
    else if (first === 0x74) this.#skipWord("true");
    else if (first === 0x66) this.#skipWord("false");
    else if (first === 0x6e) this.#skipWord("null");
    else this.#skipNumber();
  }

  /** An object or an array. */
  #skipNested(open: number, depth: number): void {
    if (depth > MAX_NESTED) throw NOT_PLAIN;
    const close = open + 2;
    this.#at++;
    this.#skipSpace();
    if (this.#takes(close)) return;
    do {
      this.#skipSpace();
      if (open === 0x7b) {
        this.#skipText();
        this.#skipSpace();
        this.#expect(0x3a);
        this.#skipSpace();
      }
      this.#skipValue(depth + 1);
      this.#skipSpace();
    } while (this.#takes(0x2c));
    this.#expect(close);
  }

  #skipText(): void {
    this.#expect(0x22);
    for (;;) {
      const stop = this.#plainEnd();
      this.#at++;
      if (stop === QUOTE) return;
      const letter = stop === ESCAPE && this.#at < this.#end ? this.#line[this.#at++]! : 0;
      // Halves of pairs are JSON; what is not looked at may not be text.
      if (letter === 0x75) this.#fourHexDigits();
      else if (BYTE_OF_ESCAPE[letter] === 0) throw NOT_PLAIN;
    }
  }

  #skipWord(word: string): void {
    for (let i = 0; i < word.length; i++) this.#expect(word.charCodeAt(i));
  }

  #skipNumber(): void {
    this.#takes(0x2d);
    if (!this.#takes(0x30)) this.#skipDigits();
    if (this.#takes(0x2e)) this.#skipDigits();
    if (!this.#takes(0x65) && !this.#takes(0x45)) return;
    if (!this.#takes(0x2b)) this.#takes(0x2d);
    this.#skipDigits();
  }

  /** One at least. */
  #skipDigits(): void {
    const start = this.#at;
    while (this.#at < this.#end && this.#line[this.#at]! >= 0x30 && this.#line[this.#at]! <= 0x39) this.#at++;
    if (this.#at === start) throw NOT_PLAIN;
  }

  #skipSpace(): void {
    while (this.#takes(0x20) || this.#takes(0x09) || this.#takes(0x0d) || this.#takes(0x0a));
  }

  /** Passes over what needs no look within quotes; returns the kind of what stands behind it. */
  #plainEnd(): number {
    const line = this.#line;
    const view = this.#lineView;
    const end = this.#end;
    let at = this.#at;
    while (at + 4 <= end && !hasSpecial(view.getInt32(at, true))) at += 4;
    while (at < end && KIND_OF_BYTE[line[at]!] === PLAIN) at++;
    this.#at = at;
    return at < end ? KIND_OF_BYTE[line[at]!]! : CONTROL;
  }

  #takes(byte: number): boolean {
    if (this.#at >= this.#end || this.#line[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #expect(byte: number): void {
    if (!this.#takes(byte)) throw NOT_PLAIN;
  }
}

/** Whether one of four bytes is not PLAIN: a quote, a backslash, or below 0x20. */
function hasSpecial(four: number): boolean {
  const quotes = four ^ 0x22222222;
  const escapes = four ^ 0x5c5c5c5c;
  const isZero = ((quotes - 0x01010101) & ~quotes) | ((escapes - 0x01010101) & ~escapes);
  return ((isZero | ((four - 0x20202020) & ~four)) & 0x80808080) !== 0;
}
