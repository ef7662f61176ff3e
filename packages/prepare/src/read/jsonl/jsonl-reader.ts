/**
 * Documents of JSON lines: a field of the object on each line. "\n" and "\r\n" end a line, lines of white
 * space are skipped, and so is a byte order mark before the first. A line is held whole, with its text.
 */
import { isUtf8 } from "node:buffer";
import { decodeUtf8 } from "../document/decode-utf8.ts";
import type { BlockReader, DocumentFault, ReadPart } from "../document/document-fault.ts";
import { appendTextParts } from "../document/text-parts.ts";
import type { InvalidTextPolicy } from "../input/input-file.ts";
import { firstInvalidByte } from "../input/invalid-bytes.ts";
import { JsonTextReader } from "./json-text.ts";

/** Bytes of the longest line: while it is parsed each thread holds some five times as much. */
export const MAX_LINE_BYTES: number = 2 ** 23;

/** Where a reader of lines begins, and what it does. */
export interface JsonlReaderOptions {
  readonly field: string;
  readonly invalidText: InvalidTextPolicy;
  /** Place of the first byte in the file. */
  readonly start: number;
  /** UTF-16 units of a text's longest part. */
  readonly partLength: number;
  readonly maxLineBytes: number;
}

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

export class JsonlReader implements BlockReader {
  readonly #options: JsonlReaderOptions;
  /** Bytes of the line that is begun. */
  #begun: Buffer[] = [];
  #begunBytes = 0;
  /** Whether the line that is begun is too long: the rest of it is skipped. */
  #isTooLong = false;
  #lines = 0;
  /** Place in the file where the line begins. */
  #position: number;
  #parts: ReadPart[] = [];
  readonly #texts: JsonTextReader;

  constructor(options: JsonlReaderOptions) {
    this.#options = options;
    this.#texts = new JsonTextReader(options.field);
    this.#position = options.start;
  }

  push(block: Buffer): readonly ReadPart[] {
    this.#texts.clear();
    let start = this.#begunBytes === 0 ? this.#skipEmpty(block, 0) : 0;
    for (let at = block.indexOf(NEWLINE, start); at !== -1; at = block.indexOf(NEWLINE, start)) {
      this.#add(block.subarray(start, at));
      this.#endLine();
      this.#position++;
      start = this.#skipEmpty(block, at + 1);
    }
    // A block is good until the next comes.
    this.#add(Buffer.from(block.subarray(start)));
    return this.#handOut();
  }

  end(): readonly ReadPart[] {
    this.#texts.clear();
    this.#endLine();
    return this.#handOut();
  }

  #handOut(): readonly ReadPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** Passes over empty lines: a file may have one for each of its bytes. @returns where the first other line begins */
  #skipEmpty(block: Buffer, start: number): number {
    let at = start;
    while (block[at] === NEWLINE) at++;
    this.#lines += at - start;
    this.#position += at - start;
    return at;
  }

  #add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#begunBytes += bytes.length;
    if (!this.#isTooLong && this.#begunBytes > this.#options.maxLineBytes) {
      this.#isTooLong = true;
      const what = `the line is longer than ${this.#options.maxLineBytes} bytes, which is the limit of JSON lines`;
      this.#fault({ code: "PREPARE_TOO_LONG", what, canSkip: false });
    }
    if (this.#isTooLong) this.#begun = [];
    else this.#begun.push(bytes);
  }

  #endLine(): void {
    const line = this.#begun.length === 1 ? this.#begun[0]! : Buffer.concat(this.#begun);
    // Before it is parsed, which takes memory enough.
    this.#begun = [];
    if (line.length > 0) this.#parse(line);
    this.#position += this.#begunBytes;
    this.#lines++;
    [this.#begunBytes, this.#isTooLong] = [0, false];
  }

  #parse(line: Buffer): void {
    if (isBlank(line)) return;
    const { invalidText, field, partLength } = this.#options;
    const isValid = isUtf8(line);
    if (invalidText !== "replace" && !isValid) {
      const byte = this.#position + firstInvalidByte(line);
      this.#fault({ code: "PREPARE_INVALID_TEXT", what: "the line is not UTF-8 there", byte, canSkip: true });
      return;
    }
    const hasMark = this.#position === 0 && line.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const bytes = hasMark ? line.subarray(3) : line;
    if (hasMark && isBlank(bytes)) return;
    const text = isValid ? this.#texts.find(bytes) : undefined;
    if (text !== undefined && text.length <= partLength) {
      this.#parts.push({ kind: "utf8", bytes: text });
      return;
    }
    const json = isValid ? decodeUtf8(bytes) : bytes.toString();
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch (error) {
      this.#invalid(`it is not JSON (${(error as Error).message})`);
      return;
    }
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isObject) this.#invalid(`it is ${nameType(value)}; expected an object`);
    else if (!Object.hasOwn(value as object, field)) this.#noText(missing(field, value as object), true);
    else this.#takeText((value as Record<string, unknown>)[field]);
  }

  #takeText(text: unknown): void {
    const { invalidText, field, partLength } = this.#options;
    if (typeof text !== "string") {
      this.#noText(`the field ${JSON.stringify(field)} is ${nameType(text)}; expected text`, text !== null);
    } else if (text.isWellFormed()) {
      appendTextParts(this.#parts, text, partLength);
    } else if (invalidText === "replace") {
      appendTextParts(this.#parts, text.toWellFormed(), partLength);
    } else {
      const what = "the text has half a surrogate pair, as an escape such as \\ud800, which is not text";
      this.#fault({ code: "PREPARE_INVALID_TEXT", what, canSkip: true });
    }
  }

  /** The line is not one of JSON lines at all. */
  #invalid(what: string): void {
    this.#fault({ code: "PREPARE_INVALID_DOCUMENT", what, canSkip: false });
  }

  /** The line is an object, and has no text. @param isOfField whether another field may be the one with the text */
  #noText(what: string, isOfField: boolean): void {
    this.#fault({ code: "PREPARE_INVALID_DOCUMENT", what, canSkip: true, isOfField });
  }

  #fault(fault: Omit<DocumentFault, "kind" | "number">): void {
    this.#parts.push({ kind: "fault", number: this.#lines, ...fault });
  }
}

function isBlank(line: Uint8Array): boolean {
  let at = 0;
  while (line[at] === 0x20 || line[at] === 0x09 || line[at] === 0x0d) at++;
  return at === line.length;
}

function missing(field: string, value: object): string {
  const names = Object.keys(value).slice(0, 10);
  const there = names.length === 0 ? "it has none" : `it has ${names.map((name) => JSON.stringify(name)).join(", ")}`;
  return `it has no field ${JSON.stringify(field)}; ${there}`;
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
