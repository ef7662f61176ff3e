/** The ids of remembered pieces that have too many for their slots, one after another. */
import { allocate } from "./memory";

/** Ids at most: 4 MB. gpt2 has more than a million of them for 2 MB of many languages. */
export const SPILLED_BITS: u32 = 20;
const CAPACITY: u32 = 1 << SPILLED_BITS;
/** Ids are copied by fours, beyond their end. */
const PADDING: usize = 16;

let ids: usize = 0;
let count: u32 = 0;

/** @returns whether there is memory for them */
export function makeSpilled(): bool {
  ids = allocate((<usize>CAPACITY << 2) + PADDING);
  return ids != 0;
}

/** Whether so many more fit; if not, all are to be forgotten. */
@inline
export function fitsSpilled(more: u32): bool {
  return count + more <= CAPACITY;
}

export function forgetSpilled(): void {
  count = 0;
}

/** Where they are now, in ids from the first on. */
export function spill(from: usize, length: u32): u32 {
  const at = count;
  memory.copy(ids + (at << 2), from, length << 2);
  count += length;
  return at;
}

/** Copies ids to `out`, and up to three more; returns their end. */
@inline
export function copySpilled(at: u32, length: u32, out: usize): usize {
  const from = ids + (at << 2);
  const bytes = length << 2;
  let i: u32 = 0;
  do {
    v128.store(out + i, v128.load(from + i));
    i += 16;
  } while (i < bytes);
  return out + bytes;
}
