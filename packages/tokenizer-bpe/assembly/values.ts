/**
 * The ids of a remembered piece in a number of 64 bits: up to three ids of 18 bits, the first at the bottom, and their
 * number from bit 54 on. If that is 0, the ids are elsewhere (spilled-ids.ts): where they begin is at the bottom, their
 * number from bit SPILLED_BITS on. No value is 0: that of no ids has a place that is not used.
 */
import { spill, SPILLED_BITS } from "./spilled-ids";

/** Ids that a value holds. */
export const IDS_IN_VALUE: u32 = 3;
const ID_BITS: u64 = 18;
const COUNT_SHIFT: u64 = 54;

const NO_IDS: u64 = 1;

/** The value of ids, spilled where they are more than three. */
export function valueOf(ids: usize, count: u32): u64 {
  if (count == 0) return NO_IDS;
  return count <= IDS_IN_VALUE ? withCount(idsIn(ids, count), count) : <u64>spill(ids, count) | (<u64>count << SPILLED_BITS);
}

/** Up to three ids without their number. */
export function idsIn(ids: usize, count: u32): u64 {
  let value: u64 = 0;
  for (let i: u32 = 0; i < count; i++) value |= <u64>load<u32>(ids + (i << 2)) << (ID_BITS * i);
  return value;
}

@inline
export function withCount(value: u64, count: u32): u64 {
  return value | (<u64>count << COUNT_SHIFT);
}

/** The number of ids in a value; 0 where they are spilled. */
@inline
export function countIn(value: u64): u32 {
  return <u32>(value >> COUNT_SHIFT);
}

@inline
export function spilledAt(value: u64): u32 {
  return <u32>value & ((1 << SPILLED_BITS) - 1);
}

@inline
export function spilledCount(value: u64): u32 {
  return <u32>(value >> SPILLED_BITS) & 0x3ffff;
}

/** Writes three ids, of which some may be none. */
@inline
export function storeIds(value: u64, out: usize): void {
  store<u32>(out, <u32>value & 0x3ffff);
  store<u32>(out, <u32>(value >> ID_BITS) & 0x3ffff, 4);
  store<u32>(out, <u32>(value >> (2 * ID_BITS)) & 0x3ffff, 8);
}
