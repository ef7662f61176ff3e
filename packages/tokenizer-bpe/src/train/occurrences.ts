/** Where each pair stands, or stood when it came to be: places in the tape, ascending, one list a pair in one array. */
import type { PairIndex } from "./pair-index.ts";
import { grown } from "./word-counts.ts";

export class Occurrences {
  /** The lists, one after another in the order of the pairs. */
  places: Int32Array = new Int32Array(1 << 12);
  /** Where the list of each pair begins, and how long it is. */
  starts: Float64Array = new Float64Array(1 << 12);
  lengths: Int32Array = new Int32Array(1 << 12);
  readonly #pairs: PairIndex;
  readonly #minCount: number;
  #end = 0;
  #lists = 0;

  /** @param minCount lists of pairs whose count has fallen below it are of no use */
  constructor(pairs: PairIndex, minCount: number) {
    this.#pairs = pairs;
    this.#minCount = minCount;
  }

  /** Makes room for the list of the next pair; lists of others may move. */
  add(length: number): void {
    if (this.#end + length > this.places.length) this.#makeRoom(length);
    if (this.#lists === this.starts.length) {
      this.starts = grown(this.starts, this.#lists + 1);
      this.lengths = grown(this.lengths, this.#lists + 1);
    }
    this.starts[this.#lists] = this.#end;
    this.lengths[this.#lists++] = length;
    this.#end += length;
  }

  /** Drops lists that are of no use; where that is not half of all, takes more memory. */
  #makeRoom(length: number): void {
    const { counts } = this.#pairs;
    let end = 0;
    for (let pair = 0; pair < this.#lists; pair++) {
      const start = this.starts[pair]!;
      const kept = counts[pair]! >= this.#minCount ? this.lengths[pair]! : 0;
      if (kept > 0 && end < start) this.places.copyWithin(end, start, start + kept);
      this.starts[pair] = end;
      this.lengths[pair] = kept;
      end += kept;
    }
    this.#end = end;
    if ((end + length) * 2 > this.places.length) this.places = grown(this.places, (end + length) * 2);
  }
}
