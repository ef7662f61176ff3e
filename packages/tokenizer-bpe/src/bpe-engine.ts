/**
 * Ordinary text (no special tokens) to ids: split by the encoding's pattern, each piece looked up
 * or merged, results of short pieces remembered.
 *
 * The pattern matches at every place, so the pieces are what lies between its matches' ends.
 */
import { BpeError } from "./errors.ts";
import type { IdBuffer } from "./id-buffer.ts";
import { mergePiece } from "./merge.ts";
import { byteString, type Vocabulary } from "./vocabulary.ts";

/**
 * Pieces remembered at most; the cache is emptied when it is full, so memory is bounded: by some
 * 20 MB at the longest pieces. 2 MB of English have 35,000 distinct pieces.
 */
const CACHED_PIECES = 1 << 16;
/** Longer pieces seldom come twice, and their memory would count. */
const LONGEST_CACHED = 64;

export class BpeEngine {
  readonly vocabulary: Vocabulary;
  readonly #pattern: RegExp;
  readonly #cache = new Map<string, number | Int32Array>();
  readonly #capacity: number;

  /** @param capacity pieces remembered at most; when they are reached all are forgotten */
  constructor(pattern: string, vocabulary: Vocabulary, capacity: number = CACHED_PIECES) {
    this.vocabulary = vocabulary;
    this.#pattern = new RegExp(pattern, "uy");
    this.#capacity = capacity;
  }

  /** Pieces remembered now. */
  get cachedPieces(): number {
    return this.#cache.size;
  }

  /** Appends the ids of a text to `out`; stops after the piece with which `out` has more than `limit` ids. */
  encode(text: string, out: IdBuffer, limit: number): void {
    let start = 0;
    while (start < text.length && out.length <= limit) {
      const end = this.#endOfPiece(text, start);
      const ids = this.#encodePiece(text.slice(start, end));
      if (typeof ids === "number") out.push(ids);
      else out.append(ids);
      start = end;
    }
  }

  #endOfPiece(text: string, start: number): number {
    this.#pattern.lastIndex = start;
    try {
      this.#pattern.test(text);
    } catch (error) {
      // V8's regular expressions keep a place to go back to for each character of a run, in 64 MB.
      throw new BpeError(
        "BPE_PIECE_TOO_LONG",
        `the text has no break for millions of characters from index ${start} on (${(error as Error).message}); ` +
          "some 4 million letters in a row can be encoded. Put a space or a line end in between.",
        { index: start },
      );
    }
    return this.#pattern.lastIndex;
  }

  #encodePiece(piece: string): number | Int32Array {
    const cached = this.#cache.get(piece);
    if (cached !== undefined) return cached;
    const bytes = byteString(piece);
    const ids = this.vocabulary.ids.get(bytes) ?? mergePiece(bytes, this.vocabulary);
    if (piece.length <= LONGEST_CACHED) {
      if (this.#cache.size >= this.#capacity) this.#cache.clear();
      this.#cache.set(ownCopy(piece), ids);
    }
    return ids;
  }
}

/** A copy with memory of its own: a slice of a text would keep the whole text alive in the cache. */
function ownCopy(piece: string): string {
  const units = new Uint16Array(piece.length);
  for (let i = 0; i < units.length; i++) units[i] = piece.charCodeAt(i);
  return String.fromCharCode(...units);
}
