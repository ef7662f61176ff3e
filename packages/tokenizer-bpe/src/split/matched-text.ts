/**
 * A text whose pieces a regular expression finds. How far an expression looks ahead is not known,
 * so parts wait until the text is whole.
 */
import { asTextTooLong } from "../decode/text-too-long.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "./open-text.ts";
import { pieceEnd } from "./piece-end.ts";
import type { PieceSink } from "./piece-sink.ts";
import { TextWindow } from "./text-window.ts";

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export class MatchedText implements OpenText {
  readonly #expression: RegExp;
  readonly #pieces: PieceSink;
  readonly #window = new TextWindow();
  #waiting = "";

  /** @param expression with the flags `u` or `v`, and `y` */
  constructor(expression: RegExp, pieces: PieceSink) {
    this.#expression = expression;
    this.#pieces = pieces;
  }

  push(part: string | Uint8Array, isFinal: boolean, out: IdBuffer | undefined, limit: number): number {
    this.#waiting = asTextTooLong(() => this.#waiting + (typeof part === "string" ? part : utf8.decode(part)));
    if (!isFinal) return 0;
    const text = this.#waiting;
    this.#waiting = "";
    let count = 0;
    for (let start = 0; start < text.length && count <= limit;) {
      const end = pieceEnd(this.#expression, text, start);
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
