/**
 * The ids of pieces of 16 to 256 bytes that were seen before. Hot.
 *
 * A slot has five numbers: the hash, where the bytes are, how many they are, where the ids are (spilled-ids.ts), how many
 * they are. It is empty where there are no bytes. Probing and growth as in short-cache.ts; at most half of the slots are
 * used.
 */
import { allocate } from "./memory";
import { PROBES } from "./short-cache";
import { spill } from "./spilled-ids";

const MAX_BITS: u32 = 16;
const FIRST_BITS: u32 = 11;
/** For all pieces together: 2 MB. */
const BYTE_CAPACITY: u32 = 1 << 21;
const MIX: u64 = 0x9e3779b97f4a7c15;

let table: usize = 0;
let bits: u32 = 0;
let mask: u32 = 0;
let used: u32 = 0;
let bytes: usize = 0;
let bytesUsed: u32 = 0;

/** @returns whether there is memory for it */
export function makeWide(): bool {
  bytes = allocate(<usize>BYTE_CAPACITY + 16);
  return bytes != 0 && setTable(FIRST_BITS);
}

export function forgetWide(): void {
  memory.fill(table, 0, <usize>32 << bits);
  used = bytesUsed = 0;
}

export function wideHash(piece: usize, length: u32): u32 {
  let hash: u64 = length;
  for (let i: u32 = 0; i + 8 < length; i += 8) {
    hash = (hash ^ load<u64>(piece + i)) * MIX;
    hash ^= hash >> 32;
  }
  return <u32>(((hash ^ load<u64>(piece + length - 8)) * MIX) >> 32);
}

/** The slot of a piece, or 0. */
export function findWide(piece: usize, length: u32, hash: u32): usize {
  let slot = hash >> (32 - bits);
  for (let probes = PROBES; probes > 0; probes--) {
    const at = table + (slot << 5);
    const found = load<u32>(at, 8);
    if (found == 0) return 0;
    if (found == length && load<u32>(at) == hash && isEqual(piece, bytes + load<u32>(at, 4), length)) return at;
    slot = (slot + 1) & mask;
  }
  return 0;
}

/** Where the ids of a slot are. */
@inline
export function wideIds(at: usize): u32 {
  return load<u32>(at, 12);
}

@inline
export function wideCount(at: usize): u32 {
  return load<u32>(at, 16);
}

/** Makes room for one more of so many bytes; false where all is to be forgotten. */
export function hasRoomWide(length: u32): bool {
  return bytesUsed + length <= BYTE_CAPACITY && ((used + 1) * 2 <= <u32>1 << bits || grow());
}

/** Remembers ids, for which there is room. */
export function addWide(piece: usize, length: u32, hash: u32, ids: usize, count: u32): void {
  const at = freeSlot(hash);
  memory.copy(bytes + bytesUsed, piece, length);
  store<u32>(at, hash);
  store<u32>(at, bytesUsed, 4);
  store<u32>(at, length, 8);
  store<u32>(at, spill(ids, count), 12);
  store<u32>(at, count, 16);
  bytesUsed += length;
  used++;
}

/** Whether two runs of at least 8 bytes are equal. */
function isEqual(a: usize, b: usize, length: u32): bool {
  let differences = load<u64>(a + length - 8) ^ load<u64>(b + length - 8);
  for (let i: u32 = 0; i + 8 < length; i += 8) differences |= load<u64>(a + i) ^ load<u64>(b + i);
  return differences == 0;
}

function freeSlot(hash: u32): usize {
  const home = hash >> (32 - bits);
  let slot = home;
  for (let probes = PROBES; probes > 0; probes--) {
    const at = table + (slot << 5);
    if (load<u32>(at, 8) == 0) return at;
    slot = (slot + 1) & mask;
  }
  return table + (home << 5);
}

function setTable(toBits: u32): bool {
  const room: usize = toBits > MAX_BITS ? 0 : allocate(<usize>32 << toBits);
  if (room == 0) return false;
  table = room;
  bits = toBits;
  mask = (<u32>1 << toBits) - 1;
  return true;
}

function grow(): bool {
  const old = table;
  const end = old + (<usize>32 << bits);
  if (!setTable(bits + 2)) return false;
  for (let from = old; from < end; from += 32) {
    if (load<u32>(from, 8) == 0) continue;
    const at = freeSlot(load<u32>(from));
    v128.store(at, v128.load(from));
    store<u32>(at, load<u32>(from, 16), 16);
  }
  return true;
}
