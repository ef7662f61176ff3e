/**
 * UTF-8 that comes in parts, cut anywhere, as text: what `TextDecoder` with `stream` gives, byte order marks included,
 * without calling one, which takes longer than some bytes do.
 *
 * Bytes that are not UTF-8 become U+FFFD as the Encoding Standard has it: one for each beginning of a character that
 * goes on with another byte than it can.
 */

const REPLACEMENT = "\ufffd";

/** Reads the bytes of tokens. */
export class PartialUtf8 {
  /** What the character's bytes so far say. */
  #point = 0;
  /** Bytes that it still needs; 0 between characters. */
  #needed = 0;
  /** Its next byte lies within these. */
  #lower = 0x80;
  #upper = 0xbf;

  /** Whether a character has begun that is not there yet. */
  get isOpen(): boolean {
    return this.#needed > 0;
  }

  /** The characters that are whole with these bytes. */
  push(bytes: Uint8Array): string {
    let text = "";
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (this.#needed === 0) text += this.#begin(byte);
      else if (byte >= this.#lower && byte <= this.#upper) text += this.#goOn(byte);
      else text += this.end() + this.#begin(byte);
    }
    return text;
  }

  /** U+FFFD where a character has begun; what follows is another text. */
  end(): string {
    if (this.#needed === 0) return "";
    this.#needed = 0;
    return REPLACEMENT;
  }

  #begin(byte: number): string {
    if (byte < 0x80) return String.fromCharCode(byte);
    if (byte < 0xc2 || byte > 0xf4) return REPLACEMENT;
    this.#needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#point = byte & (0x3f >> this.#needed);
    // Neither longer than need be, nor a surrogate, nor beyond U+10FFFF.
    this.#lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    return "";
  }

  #goOn(byte: number): string {
    this.#point = (this.#point << 6) | (byte & 0x3f);
    this.#lower = 0x80;
    this.#upper = 0xbf;
    return --this.#needed === 0 ? String.fromCodePoint(this.#point) : "";
  }
}
