/**
 * Which token some bytes are: an open-addressing hash table, at most four fifths full.
 *
 * A slot has 16 bytes: the first eight of the token, and a number of 32 bits of the hash above 12 of the length above 20
 * of the id + 1; 0 is an empty slot. So short tokens, which most are that merges join, are compared within the slot.
 */
import { allocate } from "../memory";
import { bytes, lengthOf, offsetOf, size } from "./by-id";
import { DONE, MORE, REFUSED } from "./steps";

const MIX: u64 = 0x9e3779b97f4a7c15;
const MAX_LENGTH: u32 = 0xfff;
const LENGTH_SHIFT: u64 = 20;
const ID_MASK: u32 = 0xfffff;

let slots: usize = 0;
let mask: u32 = 0;
let shift: u64 = 0;
/** Ids below this are in the table. */
let done: u32 = 0;

/** @param count of the tokens @returns whether there is memory */
export function beginTable(count: u32): bool {
  let bits: u64 = 4;
  while ((<u64>1 << bits) < <u64>count * 5 / 4) bits++;
  mask = (<u32>1 << <u32>bits) - 1;
  shift = 64 - bits;
  slots = allocate(<usize>16 << <usize>bits);
  return slots != 0;
}

/** Adds the next tokens; refused where two have the same bytes. */
export function indexTokens(most: u32): i32 {
  const to = min(size, done + most);
  for (; done < to; done++) {
    const length = lengthOf(done);
    if (length == 0) continue;
    const place = bytes + offsetOf(done);
    const first = firstOf(place, length);
    const hash = hashOf(place, length, first);
    const slot = slotOf(place, length, first, hash);
    if (load<u64>(slot, 8) != 0) return REFUSED;
    store<u64>(slot, first);
    store<u64>(slot, tagOf(length, hash) | (done + 1), 8);
  }
  return done < size ? MORE : DONE;
}

/** The id of the token, or -1. */
@inline
export function findToken(place: usize, length: u32): i32 {
  const first = firstOf(place, length);
  return <i32>(<u32>load<u64>(slotOf(place, length, first, hashOf(place, length, first)), 8) & ID_MASK) - 1;
}

/** Where a token is, or an empty slot where it would be. */
function slotOf(place: usize, length: u32, first: u64, hash: u64): usize {
  const tag = tagOf(length, hash);
  let number = <u32>(hash >> shift);
  while (true) {
    const slot = slots + (<usize>number << 4);
    const word = load<u64>(slot, 8);
    if (word == 0) return slot;
    if ((word ^ tag) >> LENGTH_SHIFT == 0 && load<u64>(slot) == first) {
      if (length <= 8) return slot;
      const id = (<u32>word & ID_MASK) - 1;
      if (lengthOf(id) == length && isEqual(bytes + offsetOf(id), place, length)) return slot;
    }
    number = (number + 1) & mask;
  }
}

/** The first eight bytes, or all of fewer. What is behind them is read, too. */
@inline
function firstOf(place: usize, length: u32): u64 {
  const word = load<u64>(place);
  return length >= 8 ? word : word & ((<u64>1 << (<u64>length << 3)) - 1);
}

@inline
function hashOf(place: usize, length: u32, first: u64): u64 {
  let hash = (first ^ length) * MIX;
  if (length > 8) hash = withRest(hash, place, length);
  return (hash ^ (hash >> 32)) * MIX;
}

function withRest(start: u64, place: usize, length: u32): u64 {
  let hash = start;
  // The last eight bytes may be read twice in part.
  for (let at: u32 = 8; at < length; at += 8)
    hash = (hash ^ (hash >> 32) ^ load<u64>(place + min(at, length - 8))) * MIX;
  return hash;
}

/** What a slot has above its id. */
@inline
function tagOf(length: u32, hash: u64): u64 {
  return (hash << 32) | (<u64>min(length, MAX_LENGTH) << LENGTH_SHIFT);
}

/** Whether two places have the same bytes. */
export function isEqual(a: usize, b: usize, length: u32): bool {
  if (length < 8) return firstOf(a, length) == firstOf(b, length);
  for (let at: u32 = 0; at < length; at += 8) {
    const from = min(at, length - 8);
    if (load<u64>(a + from) != load<u64>(b + from)) return false;
  }
  return true;
}
