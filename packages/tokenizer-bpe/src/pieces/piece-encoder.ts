/**
 * Pieces to ids: find where the piece ends, look it up, or merge and remember it. Hot.
 *
 * Measured on 2 MB of English (455,000 pieces): 30 ns a piece to scan, 15 to 25 to look up. Tried and
 * left: short words by eight bytes at a time, without a branch for each letter, which half of the
 * pieces are (the same text again 8 % faster, a first call 15 % slower).
 */
import { mergeSpace, type MergeSpace } from "../merge/merge-space.ts";
import { longestHeaped, merge } from "../merge/merge.ts";
import type { PieceScanner } from "../split/patterns.ts";
import { NameTable } from "../vocabulary/name-table.ts";
import { once } from "../vocabulary/once.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { IdBuffer } from "../id-buffer.ts";
import { MAX_CACHED, type PieceCache } from "./piece-cache.ts";
import { LOOK_AHEAD, MAX_PIECE, pieceTooLong } from "../split/limits.ts";
import type { PieceSink } from "../split/piece-sink.ts";
import type { TextWindow } from "../split/text-window.ts";

/** A shorter piece is merged whole, however few of its tokens are asked for. */
const MIN_LIMITED = 1 << 14;
/** Bytes that may be merged to find a beginning that is certain; a beginning that takes more is not looked for. */
const MAX_TRIED = 1 << 25;

export class PieceEncoder implements PieceSink {
  readonly #vocabulary: Vocabulary;
  readonly #cache: PieceCache;
  /** Whether some bytes are not tokens; those are left out. */
  readonly #lacksBytes: boolean;
  /** The tokens that a piece may be as a whole. */
  readonly #wholeTokens: (() => NameTable) | undefined;
  #space: MergeSpace;
  #foundLongest: number | undefined;

  constructor(vocabulary: Vocabulary, cache: PieceCache) {
    this.#vocabulary = vocabulary;
    this.#cache = cache;
    this.#lacksBytes = vocabulary.byteIds.includes(-1);
    this.#wholeTokens = vocabulary.takesWholeTokens
      ? once(() => new NameTable(vocabulary.wholeTokens?.() ?? vocabulary.tokenBytes()))
      : undefined;
    this.#space = mergeSpace(longestHeaped(vocabulary));
  }

  /**
   * Encodes the pieces of a window that are certain to be whole, and drops them from it.
   * @param isFinal whether the text ends with the window
   * @param out where the ids are appended; undefined if they are only counted
   * @param limit it stops after the piece with which there are more ids
   * @returns number of ids
   */
  encodeWindow(
    window: TextWindow,
    scan: PieceScanner,
    isFinal: boolean,
    out: IdBuffer | undefined,
    limit: number,
  ): number {
    const { bytes, view, end: textEnd } = window;
    const certainEnd = isFinal ? textEnd : textEnd - LOOK_AHEAD;
    out?.reserve(textEnd - window.start);
    const ids = out?.ids;
    const first = out?.length ?? 0;
    let at = first;
    let start = window.start;
    while (start < textEnd && at - first <= limit) {
      let end = scan(bytes, start, textEnd, isFinal);
      if (end > certainEnd) {
        if (!isFinal) break;
        // Bytes that are not UTF-8 may end within a character,
        end = textEnd;
      }
      // or have what stands for the end.
      if (end === start) end++;
      const length = this.#enoughOf(bytes, start, end - start, limit - (at - first), out !== undefined);
      at += this.#encodePiece(bytes, view, start, length, ids, at);
      start = end;
    }
    window.start = start;
    if (out !== undefined) out.length = at;
    return at - first;
  }

  /**
   * Encodes a window as one piece, and empties it; returns the number of ids.
   * @param limit of more ids not all need be found
   */
  encodeWhole(window: TextWindow, out: IdBuffer | undefined, limit: number = Infinity): number {
    out?.reserve(window.length);
    const length = this.#enoughOf(window.bytes, window.start, window.length, limit, out !== undefined);
    const count = this.#encodePiece(window.bytes, window.view, window.start, length, out?.ids, out?.length ?? 0);
    window.start = window.end;
    if (out !== undefined) out.length += count;
    return count;
  }

  /**
   * How much of a long piece is merged where no more than `limit` of its ids are asked for, so that the work for
   * a few tokens does not depend on how long the piece is.
   * @param areIds whether the ids are asked for, or only that they are more
   */
  #enoughOf(bytes: Uint8Array, start: number, length: number, limit: number, areIds: boolean): number {
    // Any number of dropped bytes may follow.
    if (length <= MIN_LIMITED || limit === Infinity || this.#lacksBytes) return length;
    // No token is longer than the longest, so what is longer than `limit` of them has more.
    if (!areIds) return Math.min(length, (limit + 1) * this.#longest + 1);
    return this.certainBeginning(bytes, start, length, limit, length) ?? length;
  }

  /**
   * Bytes of a beginning of a piece whose first `count` ids, of more, are those of the piece, whatever follows the
   * `length` bytes that are known; undefined where none is found.
   *
   * A piece's ids up to where one of them ends are the ids of its bytes up to there: no merge crosses that place, so
   * both sides merge as they would alone. One id ends among the last bytes of a beginning, as many as the longest
   * token has. Where all beginnings that end there have the same first ids, so has the piece.
   * @param worth bytes that may be merged for it, as many as are merged where none is found
   */
  certainBeginning(bytes: Uint8Array, start: number, length: number, count: number, worth: number): number | undefined {
    if (this.#lacksBytes) return undefined;
    const longest = this.#longest;
    const most = Math.min(worth, MAX_TRIED);
    // Text has some four bytes a token; what is made of longer tokens takes another round or two.
    for (let end = 2 * longest + 4 * count; end < length && end * longest <= most; end *= 2) {
      if (this.#isCertain(bytes, start, end, count)) return end;
    }
    return undefined;
  }

  #isCertain(bytes: Uint8Array, start: number, end: number, count: number): boolean {
    let first: Int32Array | undefined;
    for (let shorter = 0; shorter < this.#longest; shorter++) {
      if (this.#mergeNumbers(bytes, start, end - shorter) <= count) return false;
      const { ids } = this.#space;
      first ??= ids.slice(0, count);
      for (let i = 0; i < count; i++) if (ids[i] !== first[i]) return false;
    }
    return true;
  }

  /** Bytes of the longest token. */
  get #longest(): number {
    this.#foundLongest ??= longestToken(this.#vocabulary);
    return this.#foundLongest;
  }

  /** Writes the ids of a piece to `ids[at ..]`, if there is such an array; returns how many they are. */
  #encodePiece(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    length: number,
    ids: Int32Array | undefined,
    at: number,
  ): number {
    const cache = this.#cache;
    const found = length <= MAX_CACHED ? cache.find(view, start, length) : -1;
    if (found < 0) return this.#encodeNew(bytes, view, start, length, ids, at);
    const count = cache.slots[found + 2]! >>> 12;
    if (ids === undefined) return count;
    const first = cache.slots[found + 3]!;
    if (count === 1) ids[at] = first;
    else for (let i = 0; i < count; i++) ids[at + i] = cache.ids[first + i]!;
    return count;
  }

  #encodeNew(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    length: number,
    ids: Int32Array | undefined,
    at: number,
  ): number {
    if (length > MAX_PIECE) throw pieceTooLong(length);
    const count = this.#merge(bytes, start, length);
    const merged = this.#space.ids;
    if (length <= MAX_CACHED) this.#cache.add(view, start, length, merged, count);
    if (ids !== undefined) for (let i = 0; i < count; i++) ids[at + i] = merged[i]!;
    // What a long piece has taken is given back.
    if (length > 1 << 16) this.#space = mergeSpace(longestHeaped(this.#vocabulary));
    return count;
  }

  /** The ids of a piece into `#space.ids`; returns how many. */
  #merge(bytes: Uint8Array, start: number, length: number): number {
    const token = this.#wholeTokens?.().find(bytes, start, start + length) ?? -1;
    if (token >= 0) {
      this.#space.ids = Int32Array.of(token);
      return 1;
    }
    const count = this.#mergeNumbers(bytes, start, length);
    const idOf = this.#vocabulary.ids;
    if (idOf !== undefined) {
      const { ids } = this.#space;
      for (let i = 0; i < count; i++) ids[i] = idOf[ids[i]!]!;
    }
    return count;
  }

  #mergeNumbers(bytes: Uint8Array, start: number, length: number): number {
    const vocabulary = this.#vocabulary;
    if (!vocabulary.isTree && length > this.#space.parts.length) this.#space = mergeSpace(length);
    if (!this.#lacksBytes) return merge(bytes, start, length, vocabulary, this.#space);
    const known = knownBytes(bytes.subarray(start, start + length), vocabulary.byteIds);
    return merge(known, 0, known.length, vocabulary, this.#space);
  }
}

/** The bytes that are tokens: what is left of a piece for merging. */
function knownBytes(piece: Uint8Array, byteIds: Int32Array): Uint8Array {
  return piece.every((byte) => byteIds[byte] !== -1) ? piece : piece.filter((byte) => byteIds[byte] !== -1);
}

function longestToken(vocabulary: Vocabulary): number {
  const { offsets } = vocabulary.tokenBytes();
  let longest = 1;
  for (let id = 0; id + 1 < offsets.length; id++) longest = Math.max(longest, offsets[id + 1]! - offsets[id]!);
  return longest;
}
