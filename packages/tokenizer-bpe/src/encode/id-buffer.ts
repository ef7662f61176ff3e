/** Ids as they come, in one array that doubles when it is full. */
export class IdBuffer {
  /** The ids, and room for more. Another array after `reserve`. */
  ids: Int32Array;
  /** Number of ids so far. */
  length = 0;

  constructor(capacity: number) {
    this.ids = new Int32Array(capacity);
  }

  /** Makes room for so many more ids. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.ids.length) return;
    const grown = new Int32Array(Math.max(needed, this.ids.length * 2));
    grown.set(this.ids.subarray(0, this.length));
    this.ids = grown;
  }

  push(id: number): void {
    this.reserve(1);
    this.ids[this.length++] = id;
  }

  /** The ids so far, or the first `end` of them, in a fresh array. */
  toArray(end: number = this.length): Int32Array {
    return this.ids.slice(0, Math.min(end, this.length));
  }
}
