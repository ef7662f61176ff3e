/**
 * The ids of a text without special tokens, one array for each piece that the pattern finds, as gpt-tokenizer's
 * generator gives them: the first piece alone, then some words, then some kilobytes at a time, so that who stops early
 * has not paid for the rest.
 *
 * A part of the text is encoded as if it were all of it, and scanned for pieces that are the same whatever follows:
 * these, and their ids, are those of the whole text. The next part begins behind them. Which ids are a piece's is known
 * by the bytes of their tokens.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { type PieceScanner, TextWindow } from "@windrow/tokenizer-bpe/internal";
import { copyOf } from "./copy-ids.ts";
import type { Encoding } from "./encodings.ts";

/** UTF-16 units in which the first piece of a longer text is looked for. */
const BEGINNING = 16;
/** First pieces whose ids are kept: most texts begin with one of few. */
const KEPT_PIECES = 1 << 12;
/** UTF-16 units of the first part, some words. */
const FIRST_PART = 48;
/** Each part is so many times as long as the one before, as is one in which no piece is certain. */
const GROWTH = 4;
/** Longer parts are taken for pieces alone that are as long. */
const MAX_PART = 1 << 12;
/** A piece is certain that ends so many bytes before the end of what is scanned. */
const MARGIN = 8;
/** A window of bytes that has grown beyond this is given back. */
const KEPT_BYTES = 1 << 16;

/** Pieces that are certain, and the UTF-16 units that they have together. */
interface CertainPieces {
  readonly pieces: readonly number[][];
  readonly units: number;
}

/** The pieces of texts by one tokenizer. */
export class OrdinaryPieces {
  readonly #tokenizer: BpeTokenizer;
  readonly #scan: PieceScanner;
  /** Bytes of each token, by id; 0 where they have not been asked for. */
  readonly #lengths: Uint16Array;
  #window = new TextWindow();
  /** The ids of first pieces, by their text. */
  readonly #first = new Map<string, number[]>();

  constructor(tokenizer: BpeTokenizer, encoding: Encoding) {
    this.#tokenizer = tokenizer;
    this.#scan = encoding.scanner();
    this.#lengths = new Uint16Array(encoding.idCount);
  }

  /** @param text any; lone surrogates are U+FFFD @returns how many ids the last piece has */
  *of(text: string): Generator<number[], number, undefined> {
    let last = 0;
    let size = FIRST_PART;
    const first = text.length > BEGINNING ? this.#firstOf(text) : "";
    if (first !== "") {
      const ids = this.#idsOfFirst(first);
      last = ids.length;
      yield ids;
    }
    for (let start = first.length; start < text.length;) {
      const end = start + size < text.length ? endOf(text, start + size) : text.length;
      const part = start === 0 && end === text.length ? text : text.slice(start, end);
      const { pieces, units } = this.#certain(part, end === text.length);
      for (let i = 0; i < pieces.length; i++) yield pieces[i]!;
      last = pieces.at(-1)?.length ?? last;
      start += units;
      size = units === 0 ? size * GROWTH : Math.min(size * GROWTH, MAX_PART);
    }
    return last;
  }

  /** The first piece, or "" where it is not certain within the beginning. */
  #firstOf(text: string): string {
    const window = this.#window;
    const part = text.slice(0, endOf(text, BEGINNING));
    window.start = window.end = 0;
    window.appendText(part);
    const { bytes, end } = window;
    const behind = this.#scan(bytes, 0, end, false);
    return behind > end - MARGIN ? "" : part.slice(0, unitsOf(bytes, behind, part.length, end));
  }

  /** A fresh array. */
  #idsOfFirst(piece: string): number[] {
    const known = this.#first.get(piece);
    if (known !== undefined) return known.slice();
    const ids = this.#tokenizer.useOrdinary(piece, copyOf);
    if (this.#first.size === KEPT_PIECES) this.#first.clear();
    this.#first.set(piece, ids);
    return ids.slice();
  }

  /** All at once: all texts share the window. */
  #certain(part: string, isFinal: boolean): CertainPieces {
    const window = this.#window;
    const ids = this.#tokenizer.encodeOrdinary(part);
    window.start = window.end = 0;
    window.appendText(part);
    const { bytes, end } = window;
    const pieces: number[][] = [];
    let [start, next] = [0, 0];
    while (start < end) {
      const behind = this.#scan(bytes, start, end, isFinal);
      if (!isFinal && behind > end - MARGIN) break;
      const piece: number[] = [];
      for (let left = behind - start; left > 0;) {
        const id = ids[next++]!;
        piece.push(id);
        left -= this.#lengths[id]! || this.#measure(id);
      }
      pieces.push(piece);
      start = behind;
    }
    const units = isFinal ? part.length : unitsOf(bytes, start, part.length, end);
    // What one long piece has taken is given back.
    if (bytes.length > KEPT_BYTES) this.#window = new TextWindow();
    return { pieces, units };
  }

  #measure(id: number): number {
    return (this.#lengths[id] = this.#tokenizer.decodeSingleTokenBytes(id).length);
  }
}

/** An end that is not within a surrogate pair. */
function endOf(text: string, end: number): number {
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end;
}

/** The UTF-16 units of the first `count` bytes; `units` and `end` are those of all. */
function unitsOf(bytes: Uint8Array, count: number, units: number, end: number): number {
  if (units === end) return count;
  let found = 0;
  // A byte that begins a character, and of four bytes the second half of the pair.
  for (let i = 0; i < count; i++) found += ((bytes[i]! & 0xc0) === 0x80 ? 0 : 1) + (bytes[i]! >= 0xf0 ? 1 : 0);
  return found;
}
