/**
 * The numbers of the tokens: the order in which they are merged, as
 * src/vocabulary-sources/listed/vocabulary-of-merges.ts has it. Bytes come first, then what merges make, then tokens
 * that none makes.
 */
import { allocate } from "../memory";
import { lengthOf, size } from "./by-id";
import { made, mergeCount } from "./merges";

/** u32 of each number: its id. */
export let ids: usize = 0;
export let count: u32 = 0;
/** Numbers below this are bytes, and below `madeEnd` those and what merges make. */
export let byteCount: u32 = 0;
export let madeEnd: u32 = 0;
/** Whether two merges make one token. */
export let isMadeTwice: bool = false;
/** Whether numbers are ids. */
export let isIdentity: bool = true;

/** u32 of each id: its number + 1, or 0. */
let numbers: usize = 0;

/** @returns whether there is memory */
export function numberTokens(): bool {
  ids = allocate(<usize>size * 4);
  numbers = allocate(<usize>size * 4);
  if (ids == 0 || numbers == 0) return false;
  for (let id: u32 = 0; id < size; id++) if (lengthOf(id) == 1) add(id);
  byteCount = count;
  for (let i: u32 = 0; i < mergeCount; i++) {
    const id = load<u32>(made + (<usize>i << 2));
    if (isNumbered(id)) isMadeTwice = true;
    else add(id);
  }
  madeEnd = count;
  for (let id: u32 = 0; id < size; id++) if (lengthOf(id) > 0 && !isNumbered(id)) add(id);
  return true;
}

@inline
function isNumbered(id: u32): bool {
  return load<u32>(numbers + (<usize>id << 2)) != 0;
}

@inline
function add(id: u32): void {
  if (id != count) isIdentity = false;
  store<u32>(ids + (<usize>count << 2), id);
  count++;
  store<u32>(numbers + (<usize>id << 2), count);
}

/** The number of the token whose id is at a place. */
@inline
export function numberAt(place: usize): u32 {
  return load<u32>(numbers + (<usize>load<u32>(place) << 2)) - 1;
}
