/** Ids of any kind as integers of 32 bits. */

/** In the place of what is not an integer of 32 bits: no token has it. */
const NO_ID = -1;
/** Ids that are read one by one. */
const SHORT = 64;

/** Reads as many ids from `first` on as there is room for; returns how many. */
export function readIds(ids: ArrayLike<number>, first: number, into: Int32Array): number {
  const count = Math.min(ids.length - first, into.length);
  // A copy by `set` takes 150 ns to begin with.
  if (count > SHORT && isIntegers(ids)) {
    // An unsigned id of 2^31 and more becomes negative: no token has that either.
    into.set(count === ids.length ? ids : ids.subarray(first, first + count));
    return count;
  }
  for (let i = 0; i < count; i++) {
    const id = ids[first + i]!;
    into[i] = typeof id === "number" && (id | 0) === id ? id : NO_ID;
  }
  return count;
}

function isIntegers(ids: ArrayLike<number>): ids is Int32Array | Uint32Array | Uint16Array {
  return ids instanceof Int32Array || ids instanceof Uint32Array || ids instanceof Uint16Array;
}
