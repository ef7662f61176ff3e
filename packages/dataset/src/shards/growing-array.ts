/** A Float64Array that grows, for the ends of a shard's documents: 8 bytes each, where an array of numbers may take 16. */
export class GrowingArray {
  #values = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The last value; 0 where there is none. */
  get last(): number {
    return this.#length === 0 ? 0 : this.#values[this.#length - 1]!;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** A view on the values. */
  view(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
