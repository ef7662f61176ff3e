/**
 * A text whose pieces a regular expression or a splitter finds. How far it looks ahead is not known,
 * so parts wait until the text is whole.
 */
import { asTextTooLong } from "../decode/text-too-long.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "./open-text.ts";
import type { PieceSink } from "./piece-sink.ts";
import { pieceEnds, type Splitter } from "./split.ts";
import { TextWindow } from "./text-window.ts";

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export class MatchedText implements OpenText {
  readonly #split: RegExp | Splitter;
  readonly #pieces: PieceSink;
  readonly #window = new TextWindow();
  #waiting = "";

  constructor(split: RegExp | Splitter, pieces: PieceSink) {
    this.#split = split;
    this.#pieces = pieces;
  }

  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    this.#waiting = asTextTooLong(() => this.#waiting + (typeof part === "string" ? part : utf8.decode(part)));
    if (!isFinal) return 0;
    const text = this.#waiting;
    this.#waiting = "";
    const nextEnd = pieceEnds(this.#split, text);
    let count = 0;
    for (let start = 0; start < text.length && count <= limit;) {
      const end = nextEnd();
      this.#window.append(text.slice(start, end));
      count += this.#pieces.encodeWhole(this.#window, out, limit - count);
      start = end;
    }
    return count;
  }

  clear(): void {
    this.#waiting = "";
    this.#window.start = this.#window.end;
  }
}
