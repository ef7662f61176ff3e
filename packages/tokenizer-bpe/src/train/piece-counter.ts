/** Counts the pieces of texts, where pieces/piece-encoder.ts would encode them. Hot. */
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";
import { LOOK_AHEAD } from "../split/limits.ts";
import type { PieceSink } from "../split/piece-sink.ts";
import { textOpener } from "../split/text-opener.ts";
import type { TextWindow } from "../split/text-window.ts";
import type { PieceScanner } from "../split/patterns.ts";
import { WordCounts, type WordTable } from "./word-counts.ts";

export class PieceCounter implements PieceSink {
  /** UTF-8 bytes of the pieces. */
  bytes = 0;
  #words = new WordCounts();
  readonly #text: OpenText;

  /** @param split a pattern that has a scanner, or the regular expression of another */
  constructor(split: string | RegExp) {
    this.#text = textOpener(split, this)();
  }

  /** Counts the pieces of a text. @throws BpeError BPE_INVALID_PATTERN, BPE_PIECE_TOO_LONG */
  count(text: string): void {
    try {
      this.#text.push(text, true, undefined, Infinity);
    } finally {
      this.#text.clear();
    }
  }

  /** Returns what was counted, and starts over. */
  take(): WordTable {
    const table = this.#words.table();
    this.#words = new WordCounts();
    return table;
  }

  encodeWindow(window: TextWindow, scan: PieceScanner, isFinal: boolean): number {
    const { bytes, view, end: textEnd } = window;
    const certainEnd = isFinal ? textEnd : textEnd - LOOK_AHEAD;
    const words = this.#words;
    let start = window.start;
    let pieces = 0;
    while (start < textEnd) {
      const end = scan(bytes, start, textEnd, isFinal);
      if (end > certainEnd) break;
      words.add(view, start, end - start, 1);
      start = end;
      pieces++;
    }
    this.bytes += start - window.start;
    window.start = start;
    return pieces;
  }

  encodeWhole(window: TextWindow, _out: IdBuffer | undefined): number {
    this.#words.add(window.view, window.start, window.length, 1);
    this.bytes += window.length;
    window.start = window.end;
    return 1;
  }
}
