/**
 * Byte pair merging of a long piece for a vocabulary of any kind: candidate pairs wait in a heap,
 * lowest id first, then leftmost. merge-by-buckets.ts is some four times faster, but asks more of
 * the vocabulary.
 *
 * Input: `parts[0 .. count - 1]`, the ids of a piece's bytes, ids below 2^20, so that id and place
 * fit into the 53 bits of one key. Output: the ids of the piece in `parts[0 .. result - 1]`.
 * Cost: n log n steps; three int32 arrays of n and a heap of up to 3 n keys.
 */
import { MinHeap } from "./min-heap.ts";
import { NO_PAIR, type PairTable } from "./pair-table.ts";

/** Merges in place; returns how many parts are left. */
export function mergeByHeap(parts: Int32Array, count: number, pairs: PairTable): number {
  // A part is known by the place of its first byte. rankAt[i] is what the part at i makes with the next.
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  const rankAt = new Int32Array(count).fill(NO_PAIR);
  const heap = new MinHeap(count);
  const update = (place: number): void => {
    const second = next[place]!;
    const rank = second < count ? pairs.find(parts[place]!, parts[second]!) : NO_PAIR;
    rankAt[place] = rank;
    if (rank !== NO_PAIR) heap.push(rank * 2 ** 31 + place);
  };
  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
  }
  for (let i = 0; i < count; i++) update(i);
  let left = count;
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const place = key % 2 ** 31;
    const rank = Math.floor(key / 2 ** 31);
    // A candidate whose pair has changed since it was pushed is out of date.
    if (rankAt[place] !== rank) continue;
    const consumed = next[place]!;
    const after = next[consumed]!;
    left--;
    parts[place] = rank;
    rankAt[consumed] = NO_PAIR;
    next[place] = after;
    if (after < count) previous[after] = place;
    update(place);
    if (previous[place]! >= 0) update(previous[place]!);
  }
  for (let i = 0, place = 0; i < left; i++) {
    parts[i] = parts[place]!;
    place = next[place]!;
  }
  return left;
}
