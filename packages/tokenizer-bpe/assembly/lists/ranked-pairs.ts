/**
 * The vocabulary of lists that are not a tree: each merge has its place in the list as its rank, as
 * src/vocabulary-sources/listed/vocabulary-of-ranks.ts has it. Numbers of tokens are ids.
 */
import { BYTE_IDS } from "../memory";
import { addPair, bytePairs, findPair, makeVocabulary, NO_PAIR } from "../vocabulary";
import { bytes, lengthOf, offsetOf, size } from "./by-id";
import { lefts, mergeCount, rights } from "./merges";
import { DONE, MORE } from "./steps";

/** Merges from this one on are done. */
let left: u32 = 0;

/** @returns whether there is memory */
export function beginRanks(): bool {
  if (!makeVocabulary(size, mergeCount, false)) return false;
  memory.fill(BYTE_IDS, 0xff, 256 * 4);
  for (let id: u32 = 0; id < size; id++) {
    if (lengthOf(id) == 1) store<u32>(BYTE_IDS + (byteOf(id) << 2), id);
  }
  left = mergeCount;
  return true;
}

/** Adds the pairs of the next merges, from the last one on: of a pair that is listed twice the last place counts. */
export function addRanks(most: u32): i32 {
  const end = left > most ? left - most : 0;
  while (left > end) {
    left--;
    const first = load<u32>(lefts + (<usize>left << 2));
    const second = load<u32>(rights + (<usize>left << 2));
    if (findPair(first, second) != NO_PAIR) continue;
    addPair(left, first, second);
    if (lengthOf(first) == 1 && lengthOf(second) == 1)
      store<u32>(bytePairs + (((byteOf(first) << 8) | byteOf(second)) << 2), left);
  }
  return left > 0 ? MORE : DONE;
}

@inline
function byteOf(id: u32): u32 {
  return <u32>load<u8>(bytes + offsetOf(id));
}
