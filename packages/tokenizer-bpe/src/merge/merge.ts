/**
 * Byte pair merging: the bytes of a piece to its ids. Hot.
 *
 * The neighbours of the lowest rank are merged, the leftmost first, until no two neighbours have any. The rank
 * is the id of the token that they make, or the place of the merge in a list.
 */
import { NO_PAIR } from "../vocabulary/pair-table.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { mergeByBuckets } from "./merge-by-buckets.ts";
import { mergeByHeap } from "./merge-by-heap.ts";
import { mergeByScan } from "./merge-by-scan.ts";
import type { MergeSpace } from "./merge-space.ts";

/** Up to here looking at all pairs again is as fast as a heap of them. */
const MAX_SCANNED = 24;
/**
 * Up to so many bytes a heap is faster than setting up the buckets, which there are for each token:
 * about 800 for gpt2, 3,000 for o200k. A tree needs no space for longer pieces.
 */
export function longestHeaped({ size }: Vocabulary): number {
  return Math.max(400, size >> 6);
}

/**
 * Merges `bytes[start .. start + length - 1]`; the ids are `space.ids[0 .. result - 1]`.
 * @param space for at least `length` bytes, or `longestHeaped` if the vocabulary is a tree
 */
export function merge(
  bytes: Uint8Array,
  start: number,
  length: number,
  vocabulary: Vocabulary,
  space: MergeSpace,
): number {
  if (length === 0) return 0;
  if (vocabulary.isTree && length > longestHeaped(vocabulary)) {
    space.ids = mergeByBuckets(bytes, start, length, vocabulary);
    return space.ids.length;
  }
  const { parts, ranks } = space;
  space.ids = parts;
  const { byteIds, bytePairs, pairs } = vocabulary;
  // The first pairs, which are half of all lookups, have a table.
  let byte = bytes[start]!;
  for (let i = 0; i + 1 < length; i++) {
    const next = bytes[start + i + 1]!;
    parts[i] = byteIds[byte]!;
    ranks[i] = bytePairs[(byte << 8) | next]!;
    byte = next;
  }
  parts[length - 1] = byteIds[byte]!;
  ranks[length - 1] = NO_PAIR;
  return length <= MAX_SCANNED ? mergeByScan(parts, ranks, length, pairs) : mergeByHeap(space, length, pairs);
}
