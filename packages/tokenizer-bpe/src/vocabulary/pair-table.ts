/**
 * Which two neighbouring tokens are merged, and in which order: an open-addressing hash table in one Int32Array. Hot.
 *
 * Pairs are numbered: in a vocabulary that is a tree, by the id of the token that they make, and where merges have
 * ranks of their own (vocabulary/vocabulary.ts), by these. A slot is one number: bits of the hash (12) above the pair's number + 1 (20); 0 is an empty slot. Half
 * of the lookups find nothing, and end at an empty slot or at hash bits that differ, without a look
 * at the pairs themselves; small slots also keep the table of 200,000 pairs within a core's 2 MB cache.
 * Slots of 8 bytes that held the pair: lookups as quick (25 and 23 ns), filling for the first time in
 * a process 16 ms against 12.
 *
 * Linear probing; at most half of the slots are used.
 */

/** The rank of two tokens that no merge joins: above all others. */
export const NO_PAIR = 0x7fffffff;

/** Ids and numbers of pairs are below this. */
export const MAX_TOKENS: number = (1 << 20) - 1;

const NUMBER_BITS = 20;
const NUMBER_MASK = (1 << NUMBER_BITS) - 1;

export class PairTable {
  /** Filled by `add`; unpack-vocabulary.ts does the same by itself, without calls. */
  readonly slots: Int32Array;
  readonly #mask: number;
  readonly #shift: number;
  /** What each pair joins, by its number. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** The rank of each pair, where that is not its number: the token that it makes. */
  readonly made: Int32Array | undefined;
  /** The token that is made by the pair of each rank, where that is not the rank itself. */
  readonly tokens: Int32Array | undefined;

  /**
   * An empty table for pairs that stand in the arrays, or will when they are added.
   * @param made the token that each pair makes, which is its rank; its number if there is no such array
   * @param tokens the token that the pair of each rank makes; the rank if there is no such array
   */
  constructor(lefts: Int32Array, rights: Int32Array, made?: Int32Array, tokens?: Int32Array) {
    const bits = Math.max(4, Math.ceil(Math.log2(lefts.length * 2)));
    this.slots = new Int32Array(1 << bits);
    this.#mask = (1 << bits) - 1;
    this.#shift = 32 - bits;
    this.lefts = lefts;
    this.rights = rights;
    this.made = made;
    this.tokens = tokens;
  }

  /** Adds pair `number`, which is not in the table yet. */
  add(number: number): void {
    const slots = this.slots;
    const hashed = hash(this.lefts[number]!, this.rights[number]!);
    let slot = hashed >>> this.#shift;
    while (slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    slots[slot] = (hashed << NUMBER_BITS) | (number + 1);
  }

  /** The numbers of the pairs that are in the table, in no order. */
  numbers(): Int32Array {
    const numbers = new Int32Array(this.lefts.length);
    let count = 0;
    for (const word of this.slots) if (word !== 0) numbers[count++] = (word & NUMBER_MASK) - 1;
    return numbers.subarray(0, count);
  }

  /** The rank of the two, which is the token that they make where there are no `tokens`; or NO_PAIR. */
  find(left: number, right: number): number {
    const slots = this.slots;
    const hashed = hash(left, right);
    let slot = hashed >>> this.#shift;
    for (;;) {
      const word = slots[slot]!;
      if (word === 0) return NO_PAIR;
      if (((word ^ (hashed << NUMBER_BITS)) & ~NUMBER_MASK) === 0) {
        const number = (word & NUMBER_MASK) - 1;
        if (this.lefts[number] === left && this.rights[number] === right) {
          return this.made === undefined ? number : this.made[number]!;
        }
      }
      slot = (slot + 1) & this.#mask;
    }
  }
}

/** The upper bits choose the slot, the lower 12 tell pairs of one slot apart. */
function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x2c1b3c6d) ^ Math.imul(right, 0x297a2d39);
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}
