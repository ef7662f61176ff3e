/** Arrays that a merge needs, kept for the next one: one number for each byte of a piece in each. */
import { MinHeap } from "./min-heap.ts";

export interface MergeSpace {
  /** Where the ids are when it is done: `parts`, or an array of their own. */
  ids: Int32Array;
  readonly parts: Int32Array;
  readonly ranks: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly heap: MinHeap;
}

/** Room for pieces of up to `bytes` bytes. */
export function mergeSpace(bytes: number): MergeSpace {
  const parts = new Int32Array(bytes);
  return {
    ids: parts,
    parts,
    ranks: new Int32Array(bytes),
    next: new Int32Array(bytes),
    previous: new Int32Array(bytes),
    heap: new MinHeap(bytes),
  };
}
