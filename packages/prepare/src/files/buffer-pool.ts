/**
 * Memory that is used again, in each thread. Fresh memory costs a page fault for each 4 KiB, and V8 collects
 * its whole heap for each few dozen MB of it: with units of 1 MiB that was a fifth of all time.
 */

/** Buffers of one size; any given back beyond that are dropped. */
const MAX_KEPT = 16;

const kept = new Map<number, ArrayBuffer[]>();

/** Memory that nobody has: whatever is in it. */
export function takeBuffer(bytes: number): ArrayBuffer {
  return kept.get(bytes)?.pop() ?? new ArrayBuffer(bytes);
}

/** Gives memory back that nothing reads or writes any more. */
export function giveBuffer(buffer: ArrayBuffer): void {
  const { byteLength } = buffer;
  const all = kept.get(byteLength);
  if (all === undefined) kept.set(byteLength, [buffer]);
  else if (all.length < MAX_KEPT) all.push(buffer);
}
