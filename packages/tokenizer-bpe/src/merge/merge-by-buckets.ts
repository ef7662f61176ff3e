/**
 * Byte pair merging of a long piece in linear time. Hot.
 *
 * Every pair waits in the bucket of the token that it makes. A token's parts have lower ids than it
 * has (vocabulary/vocabulary.ts), so a merge only ever fills buckets further up, and one walk over the
 * buckets does all merges in order. Pairs of one bucket are merged as they came, which is from left to
 * right where it matters: only a token beside itself can overlap, and all places of a token come from
 * one bucket, or from the text, in that order.
 *
 * Input: any bytes, a vocabulary that is a tree. Output: the ids, in a fresh array. Cost: linear, 32
 * bytes of memory for each byte, and a walk over as many bits as there are tokens. A million random
 * letters take 14 times as long as 100,000, which stay in a core's own cache.
 *
 * Tried and left: the four numbers of a part side by side, the two of a node side by side (no faster,
 * and slower on runs of one letter).
 */
import { NO_PAIR } from "../vocabulary/pair-table.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";

/** The ids of `bytes[start .. start + count - 1]`. */
export function mergeByBuckets(bytes: Uint8Array, start: number, count: number, vocabulary: Vocabulary): Int32Array {
  const { byteIds, bytePairs, pairs, size } = vocabulary;
  // A part is known by the place of its first byte: its id, what it makes with the next part, where
  // that is, and where the one before is.
  const parts = new Int32Array(count);
  const makes = new Int32Array(count);
  const next = new Int32Array(count);
  const before = new Int32Array(count);
  // A pair in a bucket is a node. One that has changed since is found out by what it makes. Nodes
  // count from 1; 0 is the end of a bucket.
  const nodePlace = new Int32Array(2 * count + 1);
  const nodeNext = new Int32Array(2 * count + 1);
  let lastNode = 0;
  // The first and the last node of each bucket, and a bit for each bucket that has any.
  const first = new Int32Array(size);
  const last = new Int32Array(size);
  const used = new Int32Array((size + 31) >> 5);

  const put = (id: number, place: number, node: number): void => {
    nodePlace[node] = place;
    nodeNext[node] = 0;
    if (first[id] === 0) {
      first[id] = node;
      used[id >> 5]! |= 1 << (id & 31);
    } else nodeNext[last[id]!] = node;
    last[id] = node;
  };

  for (let place = 0; place < count; place++) {
    const byte = bytes[start + place]!;
    const made = place + 1 < count ? bytePairs[(byte << 8) | bytes[start + place + 1]!]! : NO_PAIR;
    parts[place] = byteIds[byte]!;
    makes[place] = made;
    next[place] = place + 1;
    before[place] = place - 1;
    if (made !== NO_PAIR) put(made, place, ++lastNode);
  }

  let left = count;
  for (let word = 0; word < used.length; word++) {
    for (let bits = used[word]!; bits !== 0; bits = used[word]!) {
      const id = (word << 5) + 31 - Math.clz32(bits & -bits);
      used[word]! &= bits - 1;
      for (let node = first[id]!; node !== 0;) {
        const place = nodePlace[node]!;
        const nextNode = nodeNext[node]!;
        if (makes[place] === id) {
          const consumed = next[place]!;
          const after = next[consumed]!;
          left--;
          parts[place] = id;
          makes[consumed] = NO_PAIR;
          next[place] = after;
          let made = NO_PAIR;
          if (after < count) {
            before[after] = place;
            made = pairs.find(id, parts[after]!);
            // This node is free now.
            if (made !== NO_PAIR) put(made, place, node);
          }
          makes[place] = made;
          const previous = before[place]!;
          if (previous >= 0) {
            made = pairs.find(parts[previous]!, id);
            makes[previous] = made;
            if (made !== NO_PAIR) put(made, previous, ++lastNode);
          }
        }
        node = nextNode;
      }
    }
  }
  const ids = new Int32Array(left);
  for (let i = 0, place = 0; i < left; i++) {
    ids[i] = parts[place]!;
    place = next[place]!;
  }
  return ids;
}
