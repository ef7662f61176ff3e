/** The last piece of a text: what may still change when more text follows. */
import type { IdBuffer } from "../id-buffer.ts";
import type { PieceScanner } from "./patterns.ts";
import { LOOK_AHEAD } from "./limits.ts";
import type { PieceSink } from "./piece-sink.ts";
import type { Split } from "./split.ts";
import { textOpener } from "./text-opener.ts";
import type { TextWindow } from "./text-window.ts";

/**
 * The UTF-8 of the last piece that a text is split into; no bytes where the text has none. Looks at the whole text.
 * @throws BpeError BPE_PIECE_TOO_LONG, BPE_INVALID_PATTERN
 */
export function lastPiece(split: Split, utf8: Uint8Array): Uint8Array {
  const sink = new LastPieceSink();
  textOpener(split, sink)().push(utf8, true, undefined, Infinity);
  return sink.bytes;
}

class LastPieceSink implements PieceSink {
  bytes: Uint8Array = new Uint8Array(0);

  encodeWindow(window: TextWindow, scan: PieceScanner, isFinal: boolean): number {
    const { bytes, end: textEnd } = window;
    const certainEnd = isFinal ? textEnd : textEnd - LOOK_AHEAD;
    let [pieces, last, start] = [0, window.start, window.start];
    while (start < textEnd) {
      const end = scan(bytes, start, textEnd, isFinal);
      if (end > certainEnd) break;
      [last, start] = [start, end];
      pieces++;
    }
    window.start = start;
    if (pieces > 0) this.bytes = bytes.slice(last, start);
    return pieces;
  }

  encodeWhole(window: TextWindow, _out?: IdBuffer): number {
    this.bytes = window.bytes.slice(window.start, window.end);
    window.start = window.end;
    return 1;
  }
}
