/**
 * Ordinary text (no special tokens) to ids: split by the encoding's pattern, each piece looked up
 * or merged, results of short pieces remembered.
 *
 * The pattern matches at every place, so the pieces are what lies between its matches' ends.
 */
import type { IdBuffer } from "./id-buffer.ts";
import { mergePiece } from "./merge.ts";
import { byteString, type Vocabulary } from "./vocabulary.ts";

/** Pieces remembered at most; the cache is emptied when it is full, so memory is bounded. */
const CACHED_PIECES = 1 << 16;
/** Longer pieces seldom come twice. */
const LONGEST_CACHED = 64;

export class BpeEngine {
  readonly vocabulary: Vocabulary;
  readonly #pattern: RegExp;
  readonly #cache = new Map<string, number | Int32Array>();

  constructor(pattern: string, vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    this.#pattern = new RegExp(pattern, "uy");
  }

  /** Appends the ids of a text to `out`; stops after the piece with which `out` has more than `limit` ids. */
  encode(text: string, out: IdBuffer, limit: number): void {
    const pattern = this.#pattern;
    let start = 0;
    while (start < text.length && out.length <= limit) {
      pattern.lastIndex = start;
      pattern.test(text);
      const end = pattern.lastIndex;
      const ids = this.#encodePiece(text.slice(start, end));
      if (typeof ids === "number") out.push(ids);
      else out.append(ids);
      start = end;
    }
  }

  #encodePiece(piece: string): number | Int32Array {
    const cached = this.#cache.get(piece);
    if (cached !== undefined) return cached;
    const bytes = byteString(piece);
    const ids = this.vocabulary.ids.get(bytes) ?? mergePiece(bytes, this.vocabulary);
    if (piece.length <= LONGEST_CACHED) {
      if (this.#cache.size === CACHED_PIECES) this.#cache.clear();
      this.#cache.set(piece, ids);
    }
    return ids;
  }
}
