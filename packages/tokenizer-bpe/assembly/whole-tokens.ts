/**
 * Tokens that a piece may be as a whole, whatever the merges: those of a vocabulary that is not a tree, or those that a
 * tree does not come to.
 *
 * A hash table of ids + 1, 0 where a slot is empty; an id that is not a token has no bytes.
 */
import { allocate } from "./memory";

const MIX: u32 = 0x01000193;

let table: usize = 0;
let mask: u32 = 0;
let bytes: usize = 0;
/** u32 of each id: where its bytes begin; one more at the end. */
let offsets: usize = 0;
let longest: u32 = 0;

/** Makes room for so many ids. @returns whether there is any; what the host fills is at the other functions' places */
export function makeWholeTokens(count: u32, byteCount: u32): bool {
  let size: u32 = 16;
  while (size < count * 2) size *= 2;
  mask = size - 1;
  table = allocate(<usize>size * 4);
  bytes = allocate(<usize>byteCount + 16);
  offsets = allocate((<usize>count + 1) * 4);
  return table != 0 && bytes != 0 && offsets != 0;
}

export function wholeBytes(): usize {
  return bytes;
}

export function wholeOffsets(): usize {
  return offsets;
}

/** Once bytes and offsets are there. */
export function indexWholeTokens(count: u32): void {
  for (let id: u32 = 0; id < count; id++) {
    const start = load<u32>(offsets + (id << 2));
    const length = load<u32>(offsets + (id << 2), 4) - start;
    if (length == 0) continue;
    if (length > longest) longest = length;
    let slot = hashOf(bytes + start, length) & mask;
    while (load<u32>(table + (slot << 2)) != 0) slot = (slot + 1) & mask;
    store<u32>(table + (slot << 2), id + 1);
  }
}

/** The id of the token that a piece is, or -1. */
export function findWhole(piece: usize, length: u32): i32 {
  if (length > longest) return -1;
  let slot = hashOf(piece, length) & mask;
  while (true) {
    const id = load<i32>(table + (slot << 2)) - 1;
    if (id < 0) return -1;
    const start = load<u32>(offsets + (id << 2));
    if (load<u32>(offsets + (id << 2), 4) - start == length && memory.compare(bytes + start, piece, length) == 0) return id;
    slot = (slot + 1) & mask;
  }
}

function hashOf(at: usize, length: u32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < length; i++) hash = (hash ^ <u32>load<u8>(at + i)) * MIX;
  return hash ^ (hash >> 15);
}
