/**
 * Byte pair merging of a long piece in linear time, for a vocabulary that is a tree. Hot.
 *
 * The same as src/merge/merge-by-buckets.ts, whose header says why it is right: every pair waits in the bucket of
 * the token that it makes, and one walk over the buckets does all merges. Buckets are empty again after the walk, so
 * that nothing has to be set up for the next piece.
 *
 * Memory: 32 bytes for each byte of the longest piece, 8 for each token; allocated with the first long piece.
 */
import { allocate } from "./memory";
import { byteId, bytePairAt, findPair, NO_PAIR, tokenCount } from "./vocabulary";

/** Bytes of a piece at most. Longer ones are merged in JavaScript, which can give their memory back. */
export const MAX_BUCKETED: u32 = 1 << 16;

/** u32 by the place of a part: its token, what it makes with the next, the place of the next and of the one before. */
let parts: usize = 0;
let makes: usize = 0;
let next: usize = 0;
let before: usize = 0;
/** u32 by node, from 1 on: the place of a pair, and the next node in its bucket; 0 ends it. */
let nodePlace: usize = 0;
let nodeNext: usize = 0;
/** u32 by token: the first and the last node of its bucket; a bit by token: whether there is any. */
let first: usize = 0;
let last: usize = 0;
let used: usize = 0;

/** Makes room where there is none yet. @returns whether there is any */
export function canBucket(): bool {
  if (used != 0) return true;
  const places: usize = MAX_BUCKETED * 4;
  parts = allocate(places);
  makes = allocate(places);
  next = allocate(places);
  before = allocate(places);
  nodePlace = allocate(2 * places + 4);
  nodeNext = allocate(2 * places + 4);
  first = allocate(<usize>tokenCount * 4);
  last = allocate(<usize>tokenCount * 4);
  const hasRoom = parts != 0 && makes != 0 && next != 0 && before != 0 && nodePlace != 0 && nodeNext != 0;
  used = hasRoom && first != 0 && last != 0 ? allocate(((<usize>tokenCount + 63) >> 6) << 3) : 0;
  return used != 0;
}

/** Writes the numbers of the tokens of a piece to `out`; returns how many they are. */
export function mergeByBuckets(piece: usize, length: u32, out: usize): u32 {
  let lastNode: u32 = 0;
  for (let place: u32 = 0; place < length; place++) {
    const at = place << 2;
    const made = place + 1 < length ? bytePairAt(piece + place) : NO_PAIR;
    store<u32>(parts + at, byteId(<u32>load<u8>(piece + place)));
    store<u32>(makes + at, made);
    store<u32>(next + at, place + 1);
    store<i32>(before + at, <i32>place - 1);
    if (made != NO_PAIR) put(made, place, ++lastNode);
  }
  let left = length;
  const words = (tokenCount + 63) >> 6;
  for (let word: u32 = 0; word < words; word++) {
    const at = used + (word << 3);
    while (load<u64>(at) != 0) {
      const bits = load<u64>(at);
      const token = (word << 6) + <u32>ctz(bits);
      store<u64>(at, bits & (bits - 1));
      let node = load<u32>(first + (token << 2));
      store<u32>(first + (token << 2), 0);
      while (node != 0) {
        const place = load<u32>(nodePlace + (node << 2));
        const nextNode = load<u32>(nodeNext + (node << 2));
        // One that has changed since is found out by what it makes.
        if (load<u32>(makes + (place << 2)) == token) {
          const consumed = load<u32>(next + (place << 2));
          const after = load<u32>(next + (consumed << 2));
          left--;
          store<u32>(parts + (place << 2), token);
          store<u32>(makes + (consumed << 2), NO_PAIR);
          store<u32>(next + (place << 2), after);
          let made = NO_PAIR;
          if (after < length) {
            store<u32>(before + (after << 2), place);
            made = findPair(token, load<u32>(parts + (after << 2)));
            // This node is free now.
            if (made != NO_PAIR) put(made, place, node);
          }
          store<u32>(makes + (place << 2), made);
          const previous = load<i32>(before + (place << 2));
          if (previous >= 0) {
            made = findPair(load<u32>(parts + (<u32>previous << 2)), token);
            store<u32>(makes + (<u32>previous << 2), made);
            if (made != NO_PAIR) put(made, <u32>previous, ++lastNode);
          }
        }
        node = nextNode;
      }
    }
  }
  for (let i: u32 = 0, place: u32 = 0; i < left; i++) {
    store<u32>(out + (i << 2), load<u32>(parts + (place << 2)));
    place = load<u32>(next + (place << 2));
  }
  return left;
}

/** Puts a node at the end of a bucket. */
@inline
function put(token: u32, place: u32, node: u32): void {
  const at = token << 2;
  store<u32>(nodePlace + (node << 2), place);
  store<u32>(nodeNext + (node << 2), 0);
  if (load<u32>(first + at) == 0) {
    store<u32>(first + at, node);
    const word = used + ((token >> 6) << 3);
    store<u64>(word, load<u64>(word) | (<u64>1 << (token & 63)));
  } else store<u32>(nodeNext + (load<u32>(last + at) << 2), node);
  store<u32>(last + at, node);
}
