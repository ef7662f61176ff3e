/** Ids as they come, in one array that doubles when it is full. */
export class IdBuffer {
  #ids: Int32Array;
  /** Number of ids so far. */
  length = 0;

  constructor(capacity: number) {
    this.#ids = new Int32Array(Math.max(capacity, 16));
  }

  push(id: number): void {
    if (this.length === this.#ids.length) this.#grow(this.length + 1);
    this.#ids[this.length++] = id;
  }

  append(ids: Int32Array): void {
    if (this.length + ids.length > this.#ids.length) this.#grow(this.length + ids.length);
    this.#ids.set(ids, this.length);
    this.length += ids.length;
  }

  /** The ids so far, or the first `end` of them, in a fresh array. */
  toArray(end: number = this.length): Int32Array {
    return this.#ids.slice(0, Math.min(end, this.length));
  }

  #grow(needed: number): void {
    const grown = new Int32Array(Math.max(needed, this.#ids.length * 2));
    grown.set(this.#ids);
    this.#ids = grown;
  }
}
