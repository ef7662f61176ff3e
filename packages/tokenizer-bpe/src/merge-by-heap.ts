/**
 * Byte pair merging of a long piece: candidate pairs wait in a heap, so that the worst case is
 * n log n.
 *
 * Input: a byte string of 1 to 2^31 - 1 bytes; ranks below 2^22, so that rank and place fit into
 * the 53 bits of one key. Cost: three int32 arrays of n and a heap of up to 3 n keys.
 * Invariant: parts are known by where they begin, chained by next and previous, and always tokens.
 */
import { MinHeap } from "./min-heap.ts";
import { NO_PAIR, rankOf, type Vocabulary } from "./vocabulary.ts";

/** The ids of a piece. */
export function mergeByHeap(piece: string, vocabulary: Vocabulary): Int32Array {
  const n = piece.length;
  // pairRank[i] is the rank of the part at i joined with the one after it.
  const next = new Int32Array(n + 1);
  const previous = new Int32Array(n + 1);
  const pairRank = new Int32Array(n + 1).fill(NO_PAIR);
  const heap = new MinHeap(n);
  const update = (start: number): void => {
    const second = next[start]!;
    const rank = second < n ? rankOf(piece, start, next[second]!, vocabulary) : NO_PAIR;
    pairRank[start] = rank;
    // Lowest rank first, then leftmost.
    if (rank !== NO_PAIR) heap.push(rank * 2 ** 31 + start);
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
    pairRank[merged] = NO_PAIR;
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
