/** Pairs of tokens, numbered in the order in which they are added, with their counts: a hash table that grows. Hot. */
import { grown } from "./word-counts.ts";

const FIRST_BITS = 12;

export class PairIndex {
  /** Pairs so far. */
  size = 0;
  lefts: Int32Array = new Int32Array(1 << FIRST_BITS);
  rights: Int32Array = new Int32Array(1 << FIRST_BITS);
  /** How often each stands in the texts. */
  counts: Float64Array = new Float64Array(1 << FIRST_BITS);
  /** The number of a pair + 1; 0 where a slot is empty. */
  #slots = new Int32Array(2 << FIRST_BITS);
  #mask = (2 << FIRST_BITS) - 1;
  #shift = 31 - FIRST_BITS;

  /** The number of a pair, or -1. */
  find(left: number, right: number): number {
    for (let slot = hash(left, right) >>> this.#shift; ; slot = (slot + 1) & this.#mask) {
      const pair = this.#slots[slot]! - 1;
      if (pair < 0 || (this.lefts[pair] === left && this.rights[pair] === right)) return pair;
    }
  }

  /** Adds a pair that is not there. @returns its number */
  add(left: number, right: number, count: number): number {
    const pair = this.size++;
    if (pair === this.lefts.length) this.#makeRoom();
    this.lefts[pair] = left;
    this.rights[pair] = right;
    this.counts[pair] = count;
    this.#place(pair);
    return pair;
  }

  #place(pair: number): void {
    let slot = hash(this.lefts[pair]!, this.rights[pair]!) >>> this.#shift;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = pair + 1;
  }

  #makeRoom(): void {
    this.lefts = grown(this.lefts, this.size);
    this.rights = grown(this.rights, this.size);
    this.counts = grown(this.counts, this.size);
    if (this.lefts.length * 2 <= this.#slots.length) return;
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
    this.#shift--;
    for (let pair = 0; pair < this.size - 1; pair++) this.#place(pair);
  }
}

function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x2c1b3c6d) ^ Math.imul(right, 0x297a2d39);
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}
