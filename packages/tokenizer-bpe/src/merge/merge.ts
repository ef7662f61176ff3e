/**
 * Byte pair merging: the ids of a piece's bytes to the ids of the piece.
 *
 * The neighbours that make the token of the lowest id are merged, the leftmost first, until no two
 * neighbours make a token.
 */
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { mergeByBuckets } from "./merge-by-buckets.ts";
import { mergeByHeap } from "./merge-by-heap.ts";
import { mergeByScan } from "./merge-by-scan.ts";

/** Up to here scanning is faster than setting up the buckets. */
const LONGEST_SCANNED = 400;

const ranks = /* @__PURE__ */ new Int32Array(LONGEST_SCANNED);

/** Merges `parts[0 .. count - 1]` in place; returns how many are left. */
export function merge(parts: Int32Array, count: number, vocabulary: Vocabulary): number {
  if (count <= LONGEST_SCANNED) return mergeByScan(parts, count, ranks, vocabulary.pairs);
  return vocabulary.isTree
    ? mergeByBuckets(parts, count, vocabulary.pairs, vocabulary.size)
    : mergeByHeap(parts, count, vocabulary.pairs);
}
