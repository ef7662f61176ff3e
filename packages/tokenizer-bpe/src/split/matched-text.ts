/**
 * A text whose pieces a regular expression finds. How far an expression looks ahead is not known,
 * so parts wait until the text is whole.
 */
import { quoted } from "@windrow/core";
import { asTextTooLong } from "../decode/text-too-long.ts";
import { BpeError } from "../errors.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "./open-text.ts";
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
      const end = this.#pieceEnd(text, start);
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

  #pieceEnd(text: string, start: number): number {
    const expression = this.#expression;
    expression.lastIndex = start;
    try {
      expression.test(text);
    } catch (error) {
      // V8's regular expressions keep a place to go back to for each character of a run, in 64 MB.
      throw new BpeError(
        "BPE_PIECE_TOO_LONG",
        `the text has no break for millions of characters from index ${start} on (${(error as Error).message}). ` +
          "Put a space or a line end in between.",
        { index: start, cause: error },
      );
    }
    if (expression.lastIndex > start) return expression.lastIndex;
    const rest = quoted(text.slice(start, start + 20));
    throw new BpeError(
      "BPE_INVALID_PATTERN",
      `the pattern matches nothing at index ${start} of the text, before ${rest}, so that text would be lost. ` +
        "Add an alternative that matches any character, such as |[^], at its end.",
      { index: start, pattern: expression.source },
    );
  }
}
