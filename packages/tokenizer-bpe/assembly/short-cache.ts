/**
 * The ids of pieces of up to 8 bytes that were seen before. Hot.
 *
 * A slot is a key of 8 bytes, which is 0 where it is empty, and a value (values.ts). A key is the bytes of the piece,
 * and above them its length where there is room for it, so that one comparison tells that a piece is another. A piece of
 * 8 bytes whose last one could be a length is left to long-cache.ts.
 *
 * Linear probing, PROBES slots at most: a piece that finds none free takes the place of another, so that no text,
 * however chosen, makes the table slow. At three quarters of its size the table grows, up to 2^MAX_BITS slots; then all
 * is forgotten. A small table that forgets instead of growing fell from 270 to 68 MB/s on 12 MB of mixed text.
 */
import { allocate } from "./memory";
import { valueOf } from "./values";

/** 2^18 slots of 16 bytes: 4 MB. */
const MAX_BITS: u64 = 18;
const FIRST_BITS: u64 = 13;
/** The first growth is by more than a doubling: a text that has many pieces will have more. */
const SECOND_BITS: u64 = 15;
/** The same for all tables of pieces. */
export const PROBES: u32 = 64;
const MIX: u64 = 0x9e3779b97f4a7c15;

let table: usize = 0;
let bits: u64 = 0;
let mask: u32 = 0;
let shift: u64 = 0;
let used: u32 = 0;

/** @returns whether there is memory for it */
export function makeShort(): bool {
  return setTable(FIRST_BITS);
}

export function forgetShort(): void {
  memory.fill(table, 0, <usize>16 << <usize>bits);
  used = 0;
}

/** Pieces that are remembered. */
export function shortCount(): u32 {
  return used;
}

@inline
export function shortKey(word: u64, length: u32): u64 {
  return length == 8 ? word : (word & ((<u64>1 << (8 * length)) - 1)) | (<u64>length << 56);
}

/** Whether the key of a piece of 8 bytes is no shorter one's. */
@inline
export function isShort(word: u64): bool {
  return word >> 56 > 7;
}

/** The value of a key, or 0. */
@inline
export function findShort(key: u64): u64 {
  const slot = slotOf(key);
  const at = table + (slot << 4);
  const found = load<u64>(at);
  if (found == key) return load<u64>(at, 8);
  return found == 0 ? 0 : findFurther(key, slot);
}

function findFurther(key: u64, home: u32): u64 {
  let slot = home;
  for (let probes = PROBES; probes > 0; probes--) {
    slot = (slot + 1) & mask;
    const at = table + (slot << 4);
    const found = load<u64>(at);
    if (found == key) return load<u64>(at, 8);
    if (found == 0) return 0;
  }
  return 0;
}

/** Makes room for one more; false where all is to be forgotten. */
export function hasRoomShort(): bool {
  return (used + 1) * 4 <= 3 << <u32>bits || grow();
}

/** Remembers ids, for which there is room; returns the value. */
export function addShort(key: u64, ids: usize, count: u32): u64 {
  const value = valueOf(ids, count);
  const at = freeSlot(key);
  store<u64>(at, key);
  store<u64>(at, value, 8);
  used++;
  return value;
}

@inline
function slotOf(key: u64): u32 {
  return <u32>((key * MIX) >> shift);
}

/** The first free slot from a key's own on, or that one where none is near. */
function freeSlot(key: u64): usize {
  const home = slotOf(key);
  let slot = home;
  for (let probes = PROBES; probes > 0; probes--) {
    const at = table + (slot << 4);
    if (load<u64>(at) == 0) return at;
    slot = (slot + 1) & mask;
  }
  return table + (home << 4);
}

function setTable(toBits: u64): bool {
  const room: usize = toBits > MAX_BITS ? 0 : allocate(<usize>16 << <usize>toBits);
  if (room == 0) return false;
  table = room;
  bits = toBits;
  mask = (<u32>1 << <u32>toBits) - 1;
  shift = 64 - toBits;
  return true;
}

function grow(): bool {
  const old = table;
  const end = old + (<usize>16 << <usize>bits);
  if (!setTable(bits < SECOND_BITS ? SECOND_BITS : bits + 1)) return false;
  for (let from = old; from < end; from += 16) {
    const key = load<u64>(from);
    if (key != 0) v128.store(freeSlot(key), v128.load(from));
  }
  return true;
}
