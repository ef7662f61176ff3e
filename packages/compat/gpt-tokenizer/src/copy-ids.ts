/** The engine's ids as the arrays of numbers that gpt-tokenizer gives: one loop, some nanosecond for each id. */

/** Arrays that are made longer than this are slow dictionaries in V8; they grow instead. */
const MAX_SIZED = 2 ** 25;

/** A fresh array. Filling one of the right length takes a fraction of the time of one that grows. */
export function copyOf(ids: ArrayLike<number>): number[] {
  // oxlint-disable-next-line unicorn/no-new-array -- nothing else makes one of a length without filling it first
  const copy = new Array<number>(Math.min(ids.length, MAX_SIZED));
  for (let i = 0; i < ids.length; i++) copy[i] = ids[i]!;
  return copy;
}

/** Appends ids: as arguments of `push` a hundred thousand of them overflow the stack. */
export function append(to: number[], ids: ArrayLike<number>): void {
  const start = to.length;
  for (let i = 0; i < ids.length; i++) to[start + i] = ids[i]!;
}
