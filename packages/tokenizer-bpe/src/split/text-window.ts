/**
 * The UTF-8 bytes of the part of a text that is being encoded. Text is appended at the end and what
 * is done is dropped at the beginning, so that memory is bounded by the longest piece, not the text.
 */
import { STOP } from "./scan-runs.ts";

/** Behind the last byte: STOP four times, and what reading eight bytes at a time may touch. */
const PADDING = 16;

const utf8 = new TextEncoder();

export class TextWindow {
  bytes: Uint8Array = new Uint8Array(1 << 10);
  view: DataView = new DataView(this.bytes.buffer);
  /** The bytes are `bytes[start .. end - 1]`, and `bytes[end]` is STOP. */
  start = 0;
  end = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Appends a text, or its bytes, as `appendText` and `appendBytes` do. */
  append(part: string | Uint8Array): void {
    if (typeof part === "string") this.appendText(part);
    else this.appendBytes(part);
  }

  /** Appends whole characters; lone surrogates become U+FFFD. */
  appendText(text: string): void {
    if (this.start === this.end) this.start = this.end = 0;
    this.#reserve(text.length * 3);
    // Calling the encoder takes 110 ns, a character of a slice of a longer text 7.
    const ascii = text.length <= 24 ? this.#appendAscii(text) : 0;
    if (ascii < text.length) {
      const rest = ascii === 0 ? text : text.slice(ascii);
      this.end += utf8.encodeInto(rest, this.end === 0 ? this.bytes : this.bytes.subarray(this.end)).written;
    }
    this.#stop();
  }

  /** Appends bytes: whole characters, or bytes that may not be UTF-8. */
  appendBytes(bytes: Uint8Array): void {
    if (this.start === this.end) this.start = this.end = 0;
    this.#reserve(bytes.length);
    this.bytes.set(bytes, this.end);
    this.end += bytes.length;
    this.#stop();
  }

  /** Appends the ASCII characters that a text begins with; returns how many. */
  #appendAscii(text: string): number {
    const { bytes } = this;
    let at = this.end;
    let i = 0;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) break;
      bytes[at++] = unit;
    }
    this.end = at;
    return i;
  }

  /** Four of them: bytes that are not UTF-8 may end with the first of a long character, which passes over three. */
  #stop(): void {
    const { bytes, end } = this;
    bytes[end] = bytes[end + 1] = bytes[end + 2] = bytes[end + 3] = STOP;
  }

  #reserve(more: number): void {
    if (this.end + more + PADDING <= this.bytes.length) return;
    const pending = this.bytes.subarray(this.start, this.end);
    const needed = pending.length + more + PADDING;
    if (needed <= this.bytes.length) this.bytes.copyWithin(0, this.start, this.end);
    else {
      this.bytes = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      this.bytes.set(pending);
      this.view = new DataView(this.bytes.buffer);
    }
    this.start = 0;
    this.end = pending.length;
  }
}
