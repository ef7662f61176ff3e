/**
 * Which token two neighbouring tokens make: an open-addressing hash table in one Int32Array. Hot.
 *
 * Ids are below 2^20. A slot is two numbers side by side, so that a look-up costs one cache line:
 *
 *     word 0: left id (20 bits), low 12 bits of the right id
 *     word 1: high 8 bits of the right id, merged id + 1 (21 bits); 0 where the slot is empty
 *
 * Linear probing; at most half of the slots are used, since most look-ups find nothing: at 0.38
 * they look at 1.4 slots.
 */

/** What two tokens make that are no token together: above all ids. */
export const NO_PAIR = 0x7fffffff;

/** Ids are below this. */
export const MAX_TOKENS: number = 1 << 20;

export class PairTable {
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #shift: number;

  /** @param pairs how many will be added at most */
  constructor(pairs: number) {
    const bits = Math.max(4, Math.ceil(Math.log2(pairs * 2)));
    this.#slots = new Int32Array(2 << bits);
    this.#mask = (2 << bits) - 1;
    this.#shift = 31 - bits;
  }

  add(left: number, right: number, merged: number): void {
    const slots = this.#slots;
    let slot = (hash(left, right) >>> this.#shift) & ~1;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & this.#mask;
    slots[slot] = left | (right << 20);
    slots[slot + 1] = (right >>> 12) | ((merged + 1) << 8);
  }

  /** The id of the token that the two make, or NO_PAIR. */
  find(left: number, right: number): number {
    const slots = this.#slots;
    const low = left | (right << 20);
    const high = right >>> 12;
    let slot = (hash(left, right) >>> this.#shift) & ~1;
    for (;;) {
      const word = slots[slot + 1]!;
      if (word === 0) return NO_PAIR;
      if (slots[slot] === low && (word & 0xff) === high) return (word >>> 8) - 1;
      slot = (slot + 2) & this.#mask;
    }
  }
}

/** The upper bits are the good ones. */
function hash(left: number, right: number): number {
  return Math.imul(Math.imul(left, 0x2c1b3c6d) ^ Math.imul(right, 0x297a2d39), 0x9e3779b1);
}
