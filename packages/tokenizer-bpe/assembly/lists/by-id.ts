/** The tokens by their ids, as src/vocabulary/token-bytes.ts has them: an id that is not a token has no bytes. */
import { allocate } from "../memory";
import { PADDING } from "./file";

/** Ids are below this. */
export let size: u32 = 0;
/** The bytes of all tokens, one behind the other. */
export let bytes: usize = 0;
/** u32 where each begins; one more at the end. */
export let offsets: usize = 0;

/**
 * @param names bytes of the tokens in the order of the file
 * @param ids u32 of each in that order
 * @param ends u32 where each ends in the names
 * @param isSorted whether ids ascend
 * @returns false where two have one id, or there is no memory
 */
export function putById(names: usize, ids: usize, ends: usize, count: u32, largestId: u32, isSorted: bool): bool {
  size = count == 0 ? 0 : largestId + 1;
  offsets = allocate((<usize>size + 1) * 4);
  if (offsets == 0) return false;
  if (isSorted) {
    fillSorted(ids, ends, count);
    bytes = names;
    return true;
  }
  if (!fillUnsorted(ids, ends, count)) return false;
  bytes = allocate(<usize>load<u32>(ends + (<usize>(count - 1) << 2)) + PADDING);
  if (bytes == 0) return false;
  let from: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const end = load<u32>(ends + (<usize>i << 2));
    memory.copy(bytes + offsetOf(load<u32>(ids + (<usize>i << 2))), names + from, end - from);
    from = end;
  }
  return true;
}

function fillSorted(ids: usize, ends: usize, count: u32): void {
  let next = offsets;
  let end: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    // Ids up to this one that are not tokens end where the token before does.
    for (const place = offsets + (<usize>load<u32>(ids + (<usize>i << 2)) << 2); next <= place; next += 4)
      store<u32>(next, end);
    end = load<u32>(ends + (<usize>i << 2));
  }
  store<u32>(next, end);
}

function fillUnsorted(ids: usize, ends: usize, count: u32): bool {
  let from: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const end = load<u32>(ends + (<usize>i << 2));
    const place = offsets + (<usize>load<u32>(ids + (<usize>i << 2)) << 2) + 4;
    if (load<u32>(place) != 0) return false;
    store<u32>(place, end - from);
    from = end;
  }
  for (let id: u32 = 0; id < size; id++) {
    const place = offsets + (<usize>id << 2);
    store<u32>(place, load<u32>(place) + load<u32>(place, 4), 4);
  }
  return true;
}

@inline
export function offsetOf(id: u32): u32 {
  return load<u32>(offsets + (<usize>id << 2));
}

/** How many bytes the token has. */
@inline
export function lengthOf(id: u32): u32 {
  return offsetOf(id + 1) - offsetOf(id);
}
