/**
 * The ids of pieces of 8 to 16 bytes that were seen before: as short-cache.ts, but that keys have 16 bytes. Hot.
 *
 * A slot is the key and two values, the first of which is 0 where it is empty. The first has the number of all ids if
 * they are up to six, and three of them; the second has the others. A piece of 16 bytes whose last one could be a length
 * is left to wide-cache.ts.
 */
import { allocate } from "./memory";
import { PROBES } from "./short-cache";
import { idsIn, IDS_IN_VALUE, valueOf, withCount } from "./values";

/** 2^17 slots of 32 bytes: 4 MB. */
const MAX_BITS: u64 = 17;
const FIRST_BITS: u64 = 12;
const SECOND_BITS: u64 = 14;
const MIX: u64 = 0x9e3779b97f4a7c15;
const MIX_HIGH: u64 = 0xd6e8feb86659fd93;

let table: usize = 0;
let bits: u64 = 0;
let mask: u32 = 0;
let shift: u64 = 0;
let used: u32 = 0;

/** @returns whether there is memory for it */
export function makeLong(): bool {
  return setTable(FIRST_BITS);
}

export function forgetLong(): void {
  memory.fill(table, 0, <usize>32 << <usize>bits);
  used = 0;
}

export function longCount(): u32 {
  return used;
}

/** The upper half of a key. */
@inline
export function longKey(word: u64, length: u32): u64 {
  return length == 16 ? word : (word & ((<u64>1 << (8 * (length - 8))) - 1)) | (<u64>length << 56);
}

/** Whether the key of a piece of 16 bytes is no shorter one's. */
@inline
export function isLong(word: u64): bool {
  return word >> 56 > 15;
}

/** Where the values of a key are, or 0. */
@inline
export function findLong(low: u64, high: u64): usize {
  const slot = slotOf(low, high);
  const at = table + (slot << 5);
  if (load<u64>(at) == low && load<u64>(at, 8) == high) return at + 16;
  return load<u64>(at, 16) == 0 ? 0 : findFurther(low, high, slot);
}

function findFurther(low: u64, high: u64, home: u32): usize {
  let slot = home;
  for (let probes = PROBES; probes > 0; probes--) {
    slot = (slot + 1) & mask;
    const at = table + (slot << 5);
    if (load<u64>(at) == low && load<u64>(at, 8) == high) return at + 16;
    if (load<u64>(at, 16) == 0) return 0;
  }
  return 0;
}

/** Makes room for one more; false where all is to be forgotten. */
export function hasRoomLong(): bool {
  return (used + 1) * 4 <= 3 << <u32>bits || grow();
}

/** Remembers ids, for which there is room; returns where the values are. */
export function addLong(low: u64, high: u64, ids: usize, count: u32): usize {
  const at = freeSlot(low, high);
  store<u64>(at, low);
  store<u64>(at, high, 8);
  if (count == 0 || count > 2 * IDS_IN_VALUE) {
    store<u64>(at, valueOf(ids, count), 16);
    store<u64>(at, 0, 24);
  } else {
    const firsts = min(count, IDS_IN_VALUE);
    store<u64>(at, withCount(idsIn(ids, firsts), count), 16);
    store<u64>(at, idsIn(ids + IDS_IN_VALUE * 4, count - firsts), 24);
  }
  used++;
  return at + 16;
}

@inline
function slotOf(low: u64, high: u64): u32 {
  return <u32>(((rotl<u64>(low * MIX, 32) ^ high) * MIX_HIGH) >> shift);
}

/** The first free slot from a key's own on, or that one where none is near. */
function freeSlot(low: u64, high: u64): usize {
  const home = slotOf(low, high);
  let slot = home;
  for (let probes = PROBES; probes > 0; probes--) {
    const at = table + (slot << 5);
    if (load<u64>(at, 16) == 0) return at;
    slot = (slot + 1) & mask;
  }
  return table + (home << 5);
}

function setTable(toBits: u64): bool {
  const room: usize = toBits > MAX_BITS ? 0 : allocate(<usize>32 << <usize>toBits);
  if (room == 0) return false;
  table = room;
  bits = toBits;
  mask = (<u32>1 << <u32>toBits) - 1;
  shift = 64 - toBits;
  return true;
}

function grow(): bool {
  const old = table;
  const end = old + (<usize>32 << <usize>bits);
  if (!setTable(bits < SECOND_BITS ? SECOND_BITS : bits + 1)) return false;
  for (let from = old; from < end; from += 32) {
    if (load<u64>(from, 16) == 0) continue;
    const at = freeSlot(load<u64>(from), load<u64>(from, 8));
    v128.store(at, v128.load(from));
    v128.store(at, v128.load(from, 16), 16);
  }
  return true;
}
