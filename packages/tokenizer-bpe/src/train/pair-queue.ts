/**
 * The pairs that may be merged next: highest count first, of equal counts the lower pair of tokens.
 *
 * Counts only fall once a pair is there. So an entry may be out of date, and is looked at again when its
 * turn comes. Only pairs of at least `#least` are in the heap, which is then small; when it is empty,
 * that is halved, and those that reach it now are put in.
 */
import type { PairIndex } from "./pair-index.ts";
import { grown } from "./word-counts.ts";

export class PairQueue {
  readonly #pairs: PairIndex;
  readonly #minCount: number;
  #heap = new Int32Array(1 << 10);
  /** Counts as they were when the pairs were put in. */
  #counts = new Float64Array(1 << 10);
  #size = 0;
  #least = Infinity;

  /** @param minCount rarer pairs are never given */
  constructor(pairs: PairIndex, minCount: number) {
    this.#pairs = pairs;
    this.#minCount = minCount;
  }

  /** Puts in a pair that was just added to the index. */
  push(pair: number): void {
    if (this.#pairs.counts[pair]! >= this.#least) this.#insert(pair);
  }

  /** Takes the next pair out; undefined when none is left. */
  pop(): number | undefined {
    for (;;) {
      while (this.#size > 0) {
        const pair = this.#heap[0]!;
        const isCurrent = this.#counts[0] === this.#pairs.counts[pair];
        this.#removeFirst();
        if (isCurrent) return pair;
        this.push(pair);
      }
      if (!this.#fill()) return undefined;
    }
  }

  /** Lowers the bar until pairs reach it. */
  #fill(): boolean {
    const { counts, size } = this.#pairs;
    let most = 0;
    for (let pair = 0; pair < size; pair++) if (counts[pair]! < this.#least) most = Math.max(most, counts[pair]!);
    if (most < this.#minCount) return false;
    const before = this.#least;
    this.#least = Math.max(this.#minCount, Math.floor(most / 2));
    for (let pair = 0; pair < size; pair++) {
      if (counts[pair]! >= this.#least && counts[pair]! < before) this.#insert(pair);
    }
    return true;
  }

  #isBefore(pair: number, count: number, at: number): boolean {
    const otherCount = this.#counts[at]!;
    if (count !== otherCount) return count > otherCount;
    const { lefts, rights } = this.#pairs;
    const other = this.#heap[at]!;
    return lefts[pair] === lefts[other] ? rights[pair]! < rights[other]! : lefts[pair]! < lefts[other]!;
  }

  #insert(pair: number): void {
    if (this.#size === this.#heap.length) {
      this.#heap = grown(this.#heap, this.#size + 1);
      this.#counts = grown(this.#counts, this.#size + 1);
    }
    const count = this.#pairs.counts[pair]!;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(pair, count, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#heap[at] = pair;
    this.#counts[at] = count;
  }

  #removeFirst(): void {
    const last = --this.#size;
    if (last === 0) return;
    const pair = this.#heap[last]!;
    const count = this.#counts[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.#isBefore(this.#heap[child + 1]!, this.#counts[child + 1]!, child)) child++;
      if (this.#isBefore(pair, count, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#heap[at] = pair;
    this.#counts[at] = count;
  }

  #move(from: number, to: number): void {
    this.#heap[to] = this.#heap[from]!;
    this.#counts[to] = this.#counts[from]!;
  }
}
