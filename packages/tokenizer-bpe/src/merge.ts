/**
 * Byte pair merging: a piece of bytes to token ids.
 *
 * The neighbours whose joined bytes have the lowest rank are merged, the leftmost first, until no
 * two neighbours are a token together. Short pieces are scanned anew for each merge; long ones
 * keep their candidates in a heap, so that the worst case is n log n.
 * Invariant: every single byte is a token, so every part of a piece always is one.
 */
import type { Vocabulary } from "./vocabulary.ts";

/** No pair: ranks are below 2^31. */
const NONE = 0x7fffffff;
/** Scanning costs n^2 / 2 steps at most, which a heap's bookkeeping beats only above some 100 bytes. */
const LONGEST_SCANNED = 100;

/** The ids of a piece that is not a token itself. @param piece byte string of at least one byte */
export function mergePiece(piece: string, vocabulary: Vocabulary): Int32Array {
  return piece.length <= LONGEST_SCANNED ? mergeByScan(piece, vocabulary) : mergeByHeap(piece, vocabulary);
}

function rankOf(piece: string, start: number, end: number, { ids, longest }: Vocabulary): number {
  return end - start > longest ? NONE : (ids.get(piece.slice(start, end)) ?? NONE);
}

function mergeByScan(piece: string, vocabulary: Vocabulary): Int32Array {
  // starts[i] is where part i begins; ranks[i] is the rank of part i joined with part i + 1.
  const starts: number[] = [];
  const ranks: number[] = [];
  for (let i = 0; i <= piece.length; i++) starts.push(i);
  for (let i = 0; i + 1 < piece.length; i++) ranks.push(rankOf(piece, i, i + 2, vocabulary));
  for (;;) {
    let lowest = NONE;
    let at = -1;
    for (let i = 0; i < ranks.length; i++) {
      if (ranks[i]! < lowest) {
        lowest = ranks[i]!;
        at = i;
      }
    }
    if (at < 0) break;
    starts.splice(at + 1, 1);
    ranks.splice(at, 1);
    if (at < ranks.length) ranks[at] = rankOf(piece, starts[at]!, starts[at + 2]!, vocabulary);
    if (at > 0) ranks[at - 1] = rankOf(piece, starts[at - 1]!, starts[at + 1]!, vocabulary);
  }
  const ids = new Int32Array(starts.length - 1);
  for (let i = 0; i < ids.length; i++) ids[i] = vocabulary.ids.get(piece.slice(starts[i], starts[i + 1]))!;
  return ids;
}

function mergeByHeap(piece: string, vocabulary: Vocabulary): Int32Array {
  const n = piece.length;
  // Parts are known by where they begin. next and previous chain them; pairRank[i] is the rank of
  // the part at i joined with the one after it.
  const next = new Int32Array(n + 1);
  const previous = new Int32Array(n + 1);
  const pairRank = new Int32Array(n + 1).fill(NONE);
  const heap = new MinHeap(n);
  const update = (start: number): void => {
    const second = next[start]!;
    const rank = second < n ? rankOf(piece, start, next[second]!, vocabulary) : NONE;
    pairRank[start] = rank;
    // Lowest rank first, then leftmost: both fit in the 53 bits of a double.
    if (rank !== NONE) heap.push(rank * 2 ** 31 + start);
  };
  for (let i = 0; i <= n; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
  }
  for (let i = 0; i < n; i++) update(i);
  let parts = n;
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const start = key % 2 ** 31;
    // A candidate whose pair has changed since it was pushed is out of date.
    if (pairRank[start] !== Math.floor(key / 2 ** 31)) continue;
    const merged = next[start]!;
    pairRank[merged] = NONE;
    next[start] = next[merged]!;
    previous[next[start]!] = start;
    parts--;
    update(start);
    if (previous[start]! >= 0) update(previous[start]!);
  }
  const ids = new Int32Array(parts);
  for (let start = 0, i = 0; start < n; start = next[start]!) {
    ids[i++] = vocabulary.ids.get(piece.slice(start, next[start]))!;
  }
  return ids;
}

/** A binary heap of numbers, smallest first. */
class MinHeap {
  #keys: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#keys = new Float64Array(Math.max(capacity, 16));
  }

  push(key: number): void {
    if (this.#size === this.#keys.length) {
      const grown = new Float64Array(this.#size * 2);
      grown.set(this.#keys);
      this.#keys = grown;
    }
    const keys = this.#keys;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  pop(): number | undefined {
    if (this.#size === 0) return undefined;
    const keys = this.#keys;
    const lowest = keys[0]!;
    const last = keys[--this.#size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= last) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = last;
    return lowest;
  }
}
