/** Bytes of documents to text, and what is done with those that are no UTF-8. */
import { isAscii, isUtf8, transcode } from "node:buffer";
import { invalidText } from "./read-errors.ts";
import type { DocumentBytes } from "./split-documents.ts";
import type { DocumentPart, InvalidTextPolicy } from "./types.ts";

/** U+FEFF at the beginning is text, as it is for Python's "utf-8". */
const replacing = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text of bytes, where those that are no UTF-8 become U+FFFD. */
export function decodeReplacing(bytes: Buffer): string {
  return replacing.decode(bytes);
}

/** Below it the two calls of a detour cost more than it saves. */
const SHORT_BYTES = 256;

/** Text of bytes, or the place of the first one that is no UTF-8. */
export function decodeUtf8(bytes: Buffer): string | number {
  if (bytes.length < SHORT_BYTES) return isUtf8(bytes) ? bytes.toString("utf8") : invalidPlace(bytes);
  if (isAscii(bytes)) return bytes.toString("latin1");
  // Through UTF-16: toString("utf8") has 120 MB/s on text of many languages, this 600.
  return isUtf8(bytes) ? transcode(bytes, "utf8", "utf16le").toString("utf16le") : invalidPlace(bytes);
}

/** Documents whose bytes come in parts, one after the other. */
export class TextDocuments {
  readonly #path: string;
  readonly #policy: InvalidTextPolicy;
  /** Bytes of a code point that goes on in the next part. */
  #held: Buffer = Buffer.alloc(0);
  /** Whether the rest of the document is passed over. */
  #isSkipping = false;

  constructor(path: string, policy: InvalidTextPolicy) {
    this.#path = path;
    this.#policy = policy;
  }

  /** @throws PrepareError PREPARE_INVALID_TEXT by the policy "fail" */
  push({ bytes: added, start, isLast }: DocumentBytes): DocumentPart | undefined {
    if (this.#isSkipping) {
      this.#isSkipping = !isLast;
      return undefined;
    }
    const all = this.#held.length === 0 ? added : Buffer.concat([this.#held, added]);
    const bytes = isLast ? all : all.subarray(0, wholeLength(all));
    const first = start - this.#held.length;
    this.#held = all.subarray(bytes.length);
    if (isLast) this.#held = Buffer.alloc(0);
    const text = decodeUtf8(bytes);
    if (typeof text === "string") return { kind: "text", text, isLast };
    if (this.#policy === "replace") return { kind: "text", text: decodeReplacing(bytes), isLast };
    const value = bytes[text]!.toString(16).padStart(2, "0");
    const reason = `${this.#path}: byte ${first + text} (0x${value}) is no UTF-8`;
    if (this.#policy === "fail") throw invalidText(this.#path, reason);
    this.#isSkipping = !isLast;
    this.#held = Buffer.alloc(0);
    return { kind: "skipped", reason };
  }
}

/** Without the first bytes of a code point that goes on behind the end. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The place of the first byte that is no UTF-8, by halving: a beginning is valid or not, but for its last code point. */
function invalidPlace(bytes: Buffer): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (isUtf8(bytes.subarray(0, wholeLength(bytes.subarray(0, middle))))) valid = middle;
    else invalid = middle;
  }
  return wholeLength(bytes.subarray(0, valid));
}
