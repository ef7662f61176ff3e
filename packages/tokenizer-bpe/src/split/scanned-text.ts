/** A text whose pieces a scanner finds: bytes pass through a window that is as long as the longest piece. */
import type { PieceScanner } from "./patterns.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "./open-text.ts";
import { MAX_PIECE, LOOK_AHEAD, pieceTooLong } from "./limits.ts";
import type { PieceSink } from "./piece-sink.ts";
import { TextWindow } from "./text-window.ts";

/** UTF-16 units, or bytes, taken at a time: their bytes and ids stay in a core's own cache. */
const CHUNK = 1 << 14;
/** A window that has grown beyond this is given back. */
const KEPT_BYTES = 1 << 20;

export class ScannedText implements OpenText {
  readonly #scan: PieceScanner;
  readonly #pieces: PieceSink;
  #window = new TextWindow();
  /** The window is scanned when it has so many bytes. */
  #due = 0;

  constructor(scan: PieceScanner, pieces: PieceSink) {
    this.#scan = scan;
    this.#pieces = pieces;
  }

  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    const window = this.#window;
    let count = 0;
    let at = 0;
    do {
      // As much again as is waiting, so that a long piece is scanned a few times only.
      const end = characterEnd(part, at + Math.max(CHUNK, window.length));
      if (typeof part !== "string") window.appendBytes(part.subarray(at, end));
      else window.append(at === 0 && end === part.length ? part : part.slice(at, end));
      at = end;
      const isLast = isFinal && at === part.length;
      if (!isLast && window.length < this.#due) continue;
      count += this.#pieces.encodeWindow(window, this.#scan, isLast, out, limit - count);
      this.#due = window.length > 64 ? Math.min(2 * window.length, MAX_PIECE) : 0;
      if (count > limit) break;
      // Only as much of a piece is merged as is asked for, however long it is, unless it is wanted whole.
      if (window.length > MAX_PIECE + LOOK_AHEAD && limit === Infinity) throw pieceTooLong(window.length);
    } while (at < part.length);
    return count;
  }

  /** How many bytes wait. */
  get waiting(): number {
    return this.#window.length;
  }

  /** The bytes that wait, once they are no more than `most`, as a view; then they are no longer here. */
  takeWaiting(most: number): Uint8Array | undefined {
    const { bytes, start, end, length } = this.#window;
    if (length > most) return undefined;
    this.#window.start = end;
    this.#due = 0;
    return bytes.subarray(start, end);
  }

  clear(): void {
    if (this.#window.bytes.length > KEPT_BYTES) this.#window = new TextWindow();
    this.#window.start = this.#window.end;
    this.#due = 0;
  }
}

/** `end`, or a little less where it would cut a character; at most the text's length. */
export function characterEnd(text: string | Uint8Array, end: number): number {
  if (end >= text.length) return text.length;
  if (typeof text !== "string") {
    let start = end;
    while (start > end - 3 && (text[start]! & 0xc0) === 0x80) start--;
    return start;
  }
  const isPair = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(end) & 0xfc00) === 0xdc00;
  return isPair ? end - 1 : end;
}
