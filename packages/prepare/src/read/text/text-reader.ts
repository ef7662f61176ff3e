/**
 * Documents of a text file: all of it, or what separators end. Decoded as Python's "utf-8" does: a byte
 * order mark is kept, as U+FEFF, and "\r\n" as well. A long document comes in parts, so that memory does
 * not grow with it.
 *
 * Separators are found as a split of the whole file would, from its beginning, none over another. Only
 * searched bytes that may begin a separator, or a code point, are kept for the next block.
 */
import { isUtf8 } from "node:buffer";
import { decodeUtf8 } from "../document/decode-utf8.ts";
import type { BlockReader, ReadPart } from "../document/document-fault.ts";
import type { InvalidTextPolicy } from "../input/input-file.ts";
import { cutBetweenCodePoints, firstInvalidByte } from "../input/invalid-bytes.ts";

/** Where a reader of text begins, and what it does. */
export interface TextReaderOptions {
  /** In UTF-8; undefined where all is one document. */
  readonly separator: Buffer | undefined;
  readonly invalidText: InvalidTextPolicy;
  /** Place of the first byte in the file. */
  readonly start: number;
  /** A document of so many bytes comes in parts. */
  readonly partBytes: number;
}

/** The same for all: a text may have one for each of its bytes. */
const EMPTY: ReadPart = { kind: "utf8", bytes: Buffer.alloc(0) };

export class TextReader implements BlockReader {
  readonly #options: TextReaderOptions;
  /** Bytes at the end of a block that may begin a separator. */
  readonly #held: number;
  /** Begun but not handed out. */
  #rest: Buffer = Buffer.alloc(0);
  /** Place of the rest in the file. */
  #position: number;
  #documents = 0;
  /** Whether parts of a document were handed out, and whether it was found invalid. */
  #isOpen = false;
  #isDropped = false;
  #parts: ReadPart[] = [];

  constructor(options: TextReaderOptions) {
    this.#options = options;
    this.#held = (options.separator?.length ?? 1) - 1;
    this.#position = options.start;
  }

  push(block: Buffer): readonly ReadPart[] {
    const end = this.#endOfBegun(block);
    if (end > 0) this.#read(Buffer.concat([this.#rest, block.subarray(0, end)]));
    const others = block.subarray(end);
    this.#read(this.#rest.length === 0 ? others : Buffer.concat([this.#rest, others]));
    return this.#handOut();
  }

  /**
   * Where the separator ends in a block that ends what was begun before it; 0 where none does. Joining that document
   * alone spares the copy of the whole block, which is fresh memory each time.
   */
  #endOfBegun(block: Buffer): number {
    const { separator } = this.#options;
    if (separator === undefined || this.#rest.length === 0) return 0;
    const tail = this.#rest.subarray(Math.max(0, this.#rest.length - this.#held));
    const seam = Buffer.concat([tail, block.subarray(0, this.#held)]).indexOf(separator);
    if (seam !== -1) return seam + separator.length - tail.length;
    const at = block.indexOf(separator);
    return at === -1 ? 0 : at + separator.length;
  }

  /** Hands out what is certain of the rest and the bytes behind it, and keeps what is not. @param bytes both, joined */
  #read(bytes: Buffer): void {
    const { separator, partBytes } = this.#options;
    let start = 0;
    if (separator !== undefined) {
      let from = Math.max(0, this.#rest.length - this.#held);
      for (let at = bytes.indexOf(separator, from); at !== -1; at = bytes.indexOf(separator, from)) {
        this.#take(bytes, start, at, true);
        start = from = at + separator.length;
        // Separators one after the other: a search for each would take ten times as long.
        for (; beginsWith(bytes, from, separator); start = from += separator.length) {
          this.#parts.push(EMPTY);
          this.#documents++;
        }
      }
    }
    if (bytes.length - start >= partBytes + this.#held) {
      const cut = cutBetweenCodePoints(bytes, start, bytes.length - this.#held);
      if (cut > start) this.#take(bytes, start, cut, false);
      start = cut;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    this.#position += start;
  }

  end(): readonly ReadPart[] {
    if (this.#rest.length > 0 || this.#isOpen) this.#take(this.#rest, 0, this.#rest.length, true);
    return this.#handOut();
  }

  #handOut(): readonly ReadPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #take(bytes: Buffer, start: number, end: number, isLast: boolean): void {
    if (!this.#isDropped) this.#decode(bytes, start, end, isLast);
    this.#isOpen = !isLast;
    if (!isLast) return;
    this.#isDropped = false;
    this.#documents++;
  }

  #decode(bytes: Buffer, start: number, end: number, isLast: boolean): void {
    const document = bytes.subarray(start, end);
    const isValid = isUtf8(document);
    if (isValid && isLast && !this.#isOpen) {
      this.#parts.push({ kind: "utf8", bytes: document });
      return;
    }
    if (isValid || this.#options.invalidText === "replace") {
      const text = isValid ? decodeUtf8(document) : document.toString();
      this.#parts.push({ kind: "text", text, isLast });
      return;
    }
    this.#isDropped = true;
    this.#parts.push({
      kind: "fault",
      code: "PREPARE_INVALID_TEXT",
      number: this.#documents,
      byte: this.#position + start + firstInvalidByte(document),
      what: "the text is not UTF-8 there",
      canSkip: true,
    });
  }
}

function beginsWith(bytes: Uint8Array, at: number, separator: Uint8Array): boolean {
  if (at + separator.length > bytes.length) return false;
  for (let i = 0; i < separator.length; i++) if (bytes[at + i] !== separator[i]) return false;
  return true;
}
