/** Numbers that come one by one, for the ends of a shard's documents: 8 bytes each, where an array may take 16. */

/** Length of a piece: at most this many values are copied when there is no room. */
const PIECE: number = 2 ** 16;

export class GrowingArray {
  readonly #full: Float64Array[] = [];
  #open = new Float64Array(64);
  /** Values in the open piece. */
  #count = 0;

  get length(): number {
    return this.#full.length * PIECE + this.#count;
  }

  /** The last value; 0 where there is none. */
  get last(): number {
    if (this.#count > 0) return this.#open[this.#count - 1]!;
    return this.#full.at(-1)?.[PIECE - 1] ?? 0;
  }

  push(value: number): void {
    if (this.#count === this.#open.length) this.#makeRoom();
    this.#open[this.#count++] = value;
  }

  /** The values in order, as views. */
  *pieces(): Generator<Float64Array> {
    yield* this.#full;
    yield this.#open.subarray(0, this.#count);
  }

  #makeRoom(): void {
    if (this.#count === PIECE) {
      this.#full.push(this.#open);
      [this.#open, this.#count] = [new Float64Array(PIECE), 0];
      return;
    }
    const larger = new Float64Array(2 * this.#count);
    larger.set(this.#open);
    this.#open = larger;
  }
}
