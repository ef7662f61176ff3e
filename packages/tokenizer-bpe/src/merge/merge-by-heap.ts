/**
 * Byte pair merging with the candidate pairs in a heap, lowest rank first, then leftmost: for pieces
 * of some length, and for long ones of a vocabulary that is not a tree. Hot.
 *
 * Input: `space.parts[0 .. count - 1]`, the ids of a piece's bytes, and `space.ranks[i]`, the rank of
 * part i with part i + 1 (for the last part NO_PAIR); ranks below 2^20, so that rank and place fit into
 * the 53 bits of one key. Output: the ids of the piece in `space.parts[0 .. result - 1]`. The space
 * is overwritten. Cost: n log n steps.
 */
import { NO_PAIR, type PairTable } from "../vocabulary/pair-table.ts";
import type { MergeSpace } from "./merge-space.ts";

/** A key is the rank of a pair times this, and the pair's place. */
const PLACES = 2 ** 31;

/** Merges in place; returns how many parts are left. */
export function mergeByHeap(space: MergeSpace, count: number, pairs: PairTable): number {
  // A part is known by the place of its first byte.
  const { parts, ranks, next, previous, heap } = space;
  const { tokens } = pairs;
  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
    if (ranks[i] !== NO_PAIR) heap.push(ranks[i]! * PLACES + i);
  }
  let left = count;
  // With one part left there is no pair, so that this ends whatever is in the heap.
  for (let key = heap.pop(); key >= 0 && left > 1; key = heap.pop()) {
    const rank = Math.floor(key / PLACES);
    const place = key - rank * PLACES;
    // A candidate whose pair has changed since it was pushed is out of date.
    if (ranks[place] !== rank) continue;
    const token = tokens === undefined ? rank : tokens[rank]!;
    const consumed = next[place]!;
    const after = next[consumed]!;
    left--;
    parts[place] = token;
    ranks[consumed] = NO_PAIR;
    next[place] = after;
    let made = NO_PAIR;
    if (after < count) {
      previous[after] = place;
      made = pairs.find(token, parts[after]!);
      if (made !== NO_PAIR) heap.push(made * PLACES + place);
    }
    ranks[place] = made;
    const before = previous[place]!;
    if (before < 0) continue;
    made = pairs.find(parts[before]!, token);
    ranks[before] = made;
    if (made !== NO_PAIR) heap.push(made * PLACES + before);
  }
  heap.clear();
  for (let i = 0, place = 0; i < left; i++) {
    parts[i] = parts[place]!;
    place = next[place]!;
  }
  return left;
}
