/** Pieces to ids: look up, or merge and remember. Hot. */
import { addLong, findLong, forgetLong, hasRoomLong, isLong, longCount, longKey, makeLong } from "./long-cache";
import { canBucket, MAX_BUCKETED, mergeByBuckets } from "./merge-by-buckets";
import { copyKnownBytes, lacksBytes } from "./known-bytes";
import { KNOWN } from "./memory";
import { MAX_FEW, mergeFew } from "./merge-few";
import { mergeShort } from "./merge-short";
import { MAX_SHORT, PARTS } from "./merge-space";
import { addShort, findShort, forgetShort, hasRoomShort, isShort, makeShort, shortCount, shortKey } from "./short-cache";
import { copySpilled, fitsSpilled, forgetSpilled, makeSpilled } from "./spilled-ids";
import { countIn, spilledAt, spilledCount, storeIds } from "./values";
import { byteId, isTree, toIds } from "./vocabulary";
import { findWhole } from "./whole-tokens";
import { addWide, findWide, forgetWide, hasRoomWide, makeWide, wideCount, wideHash, wideIds } from "./wide-cache";

/** Makes the tables of pieces that were seen before. @returns whether there is memory for them */
export function makeCache(): bool {
  return makeShort() && makeLong() && makeWide() && makeSpilled();
}

export function forgetAll(): void {
  forgetShort();
  forgetLong();
  forgetWide();
  forgetSpilled();
}

/** Pieces that are remembered, but for the longest. */
export function remembered(): u32 {
  return shortCount() + longCount();
}

/** Whether a piece of so many bytes is encoded here. Longer ones are left to the host. */
@inline
export function canEncode(length: u32): bool {
  return length <= MAX_SHORT || (length <= MAX_BUCKETED && isTree && canBucket());
}

/**
 * Writes the ids of a piece to `out`, and up to 20 bytes beyond them.
 * @param length for which canEncode is true; 16 bytes behind the piece may be read
 * @returns the end of the ids
 */
@inline
export function encodePiece(piece: usize, length: u32, out: usize): usize {
  const word = load<u64>(piece);
  if (length < 8 || (length == 8 && isShort(word))) {
    const key = shortKey(word, length);
    let value = findShort(key);
    if (value == 0) value = newShort(key, piece, length);
    const count = countIn(value);
    if (count == 0) return copySpilled(spilledAt(value), spilledCount(value), out);
    storeIds(value, out);
    return out + (count << 2);
  }
  const second = load<u64>(piece, 8);
  if (length < 16 || (length == 16 && isLong(second))) {
    const key = longKey(second, length);
    let at = findLong(word, key);
    if (at == 0) at = newLong(word, key, piece, length);
    const value = load<u64>(at);
    const count = countIn(value);
    if (count == 0) return copySpilled(spilledAt(value), spilledCount(value), out);
    storeIds(value, out);
    storeIds(load<u64>(at, 8), out + 12);
    return out + (count << 2);
  }
  return encodeLong(piece, length, out);
}

/** The number of ids of a piece, which are found as in encodePiece. */
@inline
export function countPiece(piece: usize, length: u32, scratch: usize): u32 {
  const word = load<u64>(piece);
  if (length < 8 || (length == 8 && isShort(word))) {
    const key = shortKey(word, length);
    let value = findShort(key);
    if (value == 0) value = newShort(key, piece, length);
    const count = countIn(value);
    return count == 0 ? spilledCount(value) : count;
  }
  const second = load<u64>(piece, 8);
  if (length < 16 || (length == 16 && isLong(second))) {
    const key = longKey(second, length);
    let at = findLong(word, key);
    if (at == 0) at = newLong(word, key, piece, length);
    const value = load<u64>(at);
    const count = countIn(value);
    return count == 0 ? spilledCount(value) : count;
  }
  return <u32>(encodeLong(piece, length, scratch) - scratch) >> 2;
}

function newShort(key: u64, piece: usize, length: u32): u64 {
  const count = merge(piece, length);
  if (!hasRoomShort() || !fitsSpilled(count)) forgetAll();
  return addShort(key, PARTS, count);
}

function newLong(low: u64, high: u64, piece: usize, length: u32): usize {
  const count = merge(piece, length);
  if (!hasRoomLong() || !fitsSpilled(count)) forgetAll();
  return addLong(low, high, PARTS, count);
}

/** A piece of more bytes than keys hold. */
function encodeLong(piece: usize, length: u32, out: usize): usize {
  if (length > MAX_SHORT) {
    const count = mergeByBuckets(piece, length, out);
    toIds(out, count);
    return out + (count << 2);
  }
  const hash = wideHash(piece, length);
  const at = findWide(piece, length, hash);
  if (at != 0) return copySpilled(wideIds(at), wideCount(at), out);
  const count = merge(piece, length);
  if (!hasRoomWide(length) || !fitsSpilled(count)) forgetAll();
  addWide(piece, length, hash, PARTS, count);
  memory.copy(out, PARTS, count << 2);
  return out + (count << 2);
}

/** Merges a piece of up to MAX_SHORT bytes into PARTS; returns how many ids it has. */
function merge(piece: usize, length: u32): u32 {
  const token = findWhole(piece, length);
  if (token >= 0) {
    store<i32>(PARTS, token);
    return 1;
  }
  const count = lacksBytes ? mergeBytes(KNOWN, copyKnownBytes(piece, length)) : mergeBytes(piece, length);
  toIds(PARTS, count);
  return count;
}

function mergeBytes(piece: usize, length: u32): u32 {
  if (length > 1) return length <= MAX_FEW ? mergeFew(piece, length) : mergeShort(piece, length);
  if (length == 0) return 0;
  store<u32>(PARTS, byteId(<u32>load<u8>(piece)));
  return 1;
}
