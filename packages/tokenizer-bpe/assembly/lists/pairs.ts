/**
 * The vocabulary of the lists as the engine has it (../vocabulary.ts), ids below 2^18, made as
 * src/vocabulary-sources/listed/vocabulary-of-merges.ts does: by the merges where each makes a token of its own, else
 * as a tree. What is neither is for ranked-pairs.ts.
 */
import { allocate, BYTE_IDS } from "../memory";
import { addPair, bytePairs, findPair, makeVocabulary, NO_PAIR } from "../vocabulary";
import { bytes, offsetOf } from "./by-id";
import { lefts, made, mergeCount, rights } from "./merges";
import { byteCount, count, ids, isMadeTwice, numberAt, numberTokens } from "./numbers";
import { DONE, MORE, REFUSED } from "./steps";

const BYTES: u32 = 256;

/** Whether every token is made by merging two of lower numbers. */
export let isTreeOfPairs: bool = true;

/** Merges up to this one are done. */
let done: u32 = 0;
/** The number of the token that the next merges of a tree make. */
let next: u32 = 0;
/** u32 of each number: what its pair joins, by numbers. */
let leftOf: usize = 0;
let rightOf: usize = 0;

/** @returns whether they may be of one of these kinds, and there is memory */
export function beginPairs(): bool {
  if (!numberTokens()) return false;
  if (isMadeTwice && byteCount < BYTES) return false;
  leftOf = allocate(<usize>count * 4);
  rightOf = allocate(<usize>count * 4);
  if (leftOf == 0 || rightOf == 0 || !makeVocabulary(count, count, true)) return false;
  memory.fill(BYTE_IDS, 0xff, BYTES * 4);
  for (let number: u32 = 0; number < byteCount; number++) store<u32>(BYTE_IDS + (byteOf(number) << 2), number);
  next = byteCount;
  return true;
}

/** Adds the pairs of the next merges. */
export function addPairs(most: u32): i32 {
  const to = min(mergeCount, done + most);
  while (done < to) {
    if (isMadeTwice) {
      if (!addOneOf()) return REFUSED;
    } else {
      add(numberOf(made), numberOf(lefts), numberOf(rights));
      done++;
    }
  }
  return done < mergeCount ? MORE : DONE;
}

/** The number of the token that a merge has in a list. */
@inline
function numberOf(list: usize): u32 {
  return numberAt(list + (<usize>done << 2));
}

@inline
function add(number: u32, left: u32, right: u32): void {
  addPair(number, left, right);
  store<u32>(leftOf + (<usize>number << 2), left);
  store<u32>(rightOf + (<usize>number << 2), right);
  if (left >= number || right >= number) isTreeOfPairs = false;
  if (left < byteCount && right < byteCount)
    store<u32>(bytePairs + (((byteOf(left) << 8) | byteOf(right)) << 2), number);
}

@inline
function byteOf(number: u32): u32 {
  return <u32>load<u8>(bytes + offsetOf(load<u32>(ids + (<usize>number << 2))));
}

/**
 * Merges beside each other that make one token: adds the one that its bytes come to.
 * @returns false where none is, or others that make it stand elsewhere
 */
function addOneOf(): bool {
  const id = load<u32>(made + (<usize>done << 2));
  const number = numberOf(made);
  // What was made before has a lower number than the next.
  if (number != next++) return false;
  const first = done;
  let best: u32 = 0;
  let least: u32 = number;
  for (; done < mergeCount && load<u32>(made + (<usize>done << 2)) == id; done++) {
    const later = max(numberOf(lefts), numberOf(rights));
    if (later >= least) continue;
    least = later;
    best = done;
  }
  // Most often it is the one whose tokens were both made first.
  const end = done;
  if (least < number && addIfLast(number, best)) return true;
  for (let i = first; i < end; i++) if (i != best && addIfLast(number, i)) return true;
  return false;
}

function addIfLast(number: u32, merge: u32): bool {
  const place = <usize>merge << 2;
  const left = numberAt(lefts + place);
  const right = numberAt(rights + place);
  if (left >= number || right >= number || !areLast(left, right)) return false;
  add(number, left, right);
  return true;
}

/**
 * Whether the bytes of two tokens of a tree that are not a pair yet, merged by all pairs that there are, come to these
 * two: no pair is merged across the border between them. It goes back in time: the token with the larger number was
 * made last, and before that its part at the border was there, until `limit`. If two pairs have the same number, the
 * left one is merged first.
 */
function areLast(left: u32, right: u32): bool {
  let limit = NO_PAIR;
  do {
    if (left > right) {
      if (left < BYTES) return true;
      limit = left;
      left = load<u32>(rightOf + (<usize>left << 2));
    } else {
      if (right < BYTES) return true;
      limit = right + 1;
      right = load<u32>(leftOf + (<usize>right << 2));
    }
  } while (findPair(left, right) >= limit);
  return false;
}
