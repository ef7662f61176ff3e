/**
 * Byte pair merging of a long piece in linear time. Hot.
 *
 * Every pair waits in the bucket of the token that it makes. A token's parts have lower ids than it
 * has (vocabulary/vocabulary.ts), so a merge only ever fills buckets further up, and one walk over the buckets
 * does all merges in order. Pairs of one bucket are merged as they came, which is from left to right
 * where it matters: only a token beside itself can overlap, and all places of a token come from one
 * bucket, or from the text, in that order.
 *
 * Input: `space.parts[0 .. count - 1]`, the ids of a piece's bytes, and `space.ranks[i]`, what part i
 * makes with part i + 1 (for the last part NO_PAIR). Output: the ids of the piece in
 * `space.parts[0 .. result - 1]`. The space is overwritten. Cost: linear, 16 bytes of arrays for each
 * byte beyond the space, and a walk over as many bits as there are tokens.
 */
import type { MergeSpace } from "./merge-space.ts";
import { NO_PAIR, type PairTable } from "./pair-table.ts";

/**
 * Merges in place; returns how many parts are left.
 * @param size ids are below this
 */
export function mergeByBuckets(space: MergeSpace, count: number, pairs: PairTable, size: number): number {
  // A part is known by the place of its first byte.
  const { parts, ranks, next, previous } = space;
  // A pair in a bucket is a node; one that has changed since is found out by its rank.
  const nodePlace = new Int32Array(2 * count);
  const nodeNext = new Int32Array(2 * count);
  let nodes = 0;
  // Nodes count from 1; 0 is the end of a bucket.
  const first = new Int32Array(size);
  const last = new Int32Array(size);
  const used = new Int32Array((size + 31) >> 5);

  const put = (rank: number, place: number, node: number): void => {
    nodePlace[node] = place;
    nodeNext[node] = 0;
    if (first[rank] === 0) {
      first[rank] = node;
      used[rank >> 5]! |= 1 << (rank & 31);
    } else nodeNext[last[rank]!] = node;
    last[rank] = node;
  };

  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
    if (ranks[i] !== NO_PAIR) put(ranks[i]!, i, ++nodes);
  }

  let left = count;
  for (let word = 0; word < used.length; word++) {
    for (let bits = used[word]!; bits !== 0; bits = used[word]!) {
      const rank = (word << 5) + 31 - Math.clz32(bits & -bits);
      used[word]! &= bits - 1;
      for (let node = first[rank]!; node !== 0;) {
        const place = nodePlace[node]!;
        const nextNode = nodeNext[node]!;
        if (ranks[place] === rank) {
          const consumed = next[place]!;
          const after = next[consumed]!;
          left--;
          parts[place] = rank;
          ranks[consumed] = NO_PAIR;
          next[place] = after;
          let newRank = NO_PAIR;
          if (after < count) {
            previous[after] = place;
            newRank = pairs.find(rank, parts[after]!);
            // This node is free now.
            if (newRank !== NO_PAIR) put(newRank, place, node);
          }
          ranks[place] = newRank;
          const before = previous[place]!;
          if (before >= 0) {
            newRank = pairs.find(parts[before]!, rank);
            ranks[before] = newRank;
            if (newRank !== NO_PAIR) put(newRank, before, ++nodes);
          }
        }
        node = nextNode;
      }
    }
  }
  for (let i = 0, place = 0; i < left; i++) {
    parts[i] = parts[place]!;
    place = next[place]!;
  }
  return left;
}
