/**
 * The ids of a text without special tokens, one array for each piece that the pattern finds, as gpt-tokenizer's
 * generator gives them: some kilobytes of text at a time, so that who stops early has not paid for the rest.
 *
 * A text is cut before a space that stands behind another character than white space. In all patterns such a space
 * begins a piece, and no piece before it looks beyond it, so that the pieces are those of the whole text. Which ids are
 * a piece's is known by the bytes of their tokens.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { type PieceScanner, TextWindow } from "@windrow/tokenizer-bpe/internal";
import type { Encoding } from "./encodings.ts";

/** UTF-16 units taken at a time, where the text can be cut. */
const WINDOW = 1 << 12;
/** A window of bytes that has grown beyond this is given back. */
const KEPT_BYTES = 1 << 16;
/** JavaScript's white space, and the one character that Unicode's has besides. */
const WHITE_SPACE = /[\s\u0085]/;

/** The pieces of texts by one tokenizer. */
export class OrdinaryPieces {
  readonly #tokenizer: BpeTokenizer;
  readonly #scan: PieceScanner;
  /** Bytes of each token, by id; 0 where they have not been asked for. */
  readonly #lengths: Uint16Array;
  #window = new TextWindow();

  constructor(tokenizer: BpeTokenizer, encoding: Encoding) {
    this.#tokenizer = tokenizer;
    this.#scan = encoding.scanner();
    this.#lengths = new Uint16Array(encoding.idCount);
  }

  /** @param text any; lone surrogates are U+FFFD */
  *of(text: string): Generator<number[], void, undefined> {
    for (let start = 0; start < text.length;) {
      const end = cutOf(text, start);
      yield* this.#piecesOf(start === 0 && end === text.length ? text : text.slice(start, end));
      start = end;
    }
  }

  /** Those of one window, all at once: all texts share its bytes. */
  #piecesOf(text: string): number[][] {
    const window = this.#window;
    const ids = this.#tokenizer.encodeOrdinary(text);
    window.append(text);
    const pieces: number[][] = [];
    let next = 0;
    while (window.length > 0) {
      const end = this.#scan(window.bytes, window.start, window.end, true);
      const piece: number[] = [];
      for (let left = end - window.start; left > 0;) {
        const id = ids[next++]!;
        piece.push(id);
        left -= this.#lengths[id]! || this.#measure(id);
      }
      pieces.push(piece);
      window.start = end;
    }
    // What one long piece has taken is given back.
    if (window.bytes.length > KEPT_BYTES) this.#window = new TextWindow();
    return pieces;
  }

  #measure(id: number): number {
    return (this.#lengths[id] = this.#tokenizer.decodeSingleTokenBytes(id).length);
  }
}

/** Where the text may be cut behind `start`: at its end if nowhere else. */
function cutOf(text: string, start: number): number {
  for (let size = WINDOW; start + size < text.length; size *= 2) {
    // What a window that was too small had needs no second look.
    const floor = size === WINDOW ? start : start + size / 2;
    for (let at = start + size; at > floor; at--) {
      if (text.charCodeAt(at) === 0x20 && !WHITE_SPACE.test(text[at - 1]!)) return at;
    }
  }
  return text.length;
}
