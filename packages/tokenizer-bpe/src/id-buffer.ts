/** Ids as they come, in one array that doubles when it is full. */
export class IdBuffer {
  /** The ids, and room for more. Another array after `reserve`. */
  ids: Int32Array;
  /** Number of ids so far. */
  length = 0;

  /** @param room how many ids there is room for, or that room */
  constructor(room: number | Int32Array) {
    this.ids = typeof room === "number" ? new Int32Array(room) : room;
  }

  /** Makes room for so many more ids. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.ids.length) return;
    const grown = new Int32Array(Math.max(needed, this.ids.length * 2));
    grown.set(this.ids.subarray(0, this.length));
    this.ids = grown;
  }

  /** Appends ids, which are copied. @param from where they are, from the first on */
  append(from: Int32Array, count: number): void {
    this.reserve(count);
    const { ids, length: end } = this;
    // set takes 100 ns to begin with; the ids of a line are copied sooner.
    if (count > 32) ids.set(from.subarray(0, count), end);
    else for (let i = 0; i < count; i++) ids[end + i] = from[i]!;
    this.length = end + count;
  }

  push(id: number): void {
    this.reserve(1);
    this.ids[this.length++] = id;
  }

  /** The ids so far in a fresh array. */
  toArray(): Int32Array {
    return firstOf(this.ids, this.length);
  }
}

/** The first ids in a fresh array. */
export function firstOf(ids: Int32Array, count: number): Int32Array {
  // slice takes 230 ns to begin with; the ids of a line are copied sooner.
  if (count > 64) return ids.slice(0, count);
  const result = new Int32Array(count);
  for (let i = 0; i < count; i++) result[i] = ids[i]!;
  return result;
}
