/**
 * The ids of pieces that were seen before: an open-addressing hash table in one Int32Array. Hot.
 *
 * A slot is four numbers side by side, so that a hit costs one cache line (five arrays apart were
 * half as fast in a trial):
 *
 *     word 0, 1: a piece of up to 8 bytes: the bytes; a longer one: its hash, and where its bytes are
 *     word 2: length in bytes (bits 0 to 11), number of ids (bits 12 up); 0 where the slot is empty
 *     word 3: the id, or where the ids are
 *
 * Memory is bounded: when the slots, the bytes or the ids are full, everything is forgotten.
 */

/** Longer pieces seldom come twice. */
export const LONGEST_CACHED = 256;

/** 2^18 slots, 4 MB, of which half are used at most: 2 MB of multilingual text have 120,000 distinct pieces. */
const MAX_BITS = 18;
const FIRST_BITS = 12;

/** Masks for the bytes 0 to 3 and 4 to 7 of a piece by its length. */
const LOW_MASK = /* @__PURE__ */ Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1);
const HIGH_MASK = /* @__PURE__ */ Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1);

export class PieceCache {
  #slots: Int32Array;
  #mask = 0;
  #shift = 0;
  readonly #maxBits: number;
  /** Pieces remembered now. */
  size = 0;
  #bytes = new Uint8Array(1 << 12);
  #view = new DataView(this.#bytes.buffer);
  #bytesEnd = 0;
  /** Ids of the pieces that have several. */
  ids: Int32Array = new Int32Array(1 << 11);
  #idsEnd = 0;

  /** @param maxBits the cache has 2^maxBits slots at most, and forgets all when half of them are used */
  constructor(maxBits: number = MAX_BITS) {
    this.#maxBits = maxBits;
    this.#slots = this.#resize(Math.min(FIRST_BITS, maxBits));
  }

  /** The slots: `slots[found + 2] >>> 12` is the number of ids, `slots[found + 3]` the id or where in `ids` they are. */
  get slots(): Int32Array {
    return this.#slots;
  }

  /**
   * The place of a piece in `slots`, or -1.
   * @param view of the bytes, at least 8 more than the piece has
   */
  find(view: DataView, start: number, length: number): number {
    if (length > 8) return this.#findLong(view, start, length);
    const slots = this.#slots;
    const mask = this.#mask;
    const low = view.getInt32(start, true) & LOW_MASK[length]!;
    const high = view.getInt32(start + 4, true) & HIGH_MASK[length]!;
    let slot = (shortHash(low, high) >>> this.#shift) & ~3;
    for (;;) {
      const meta = slots[slot + 2]!;
      if (slots[slot] === low && slots[slot + 1] === high && (meta & 0xfff) === length) return slot;
      if (meta === 0) return -1;
      slot = (slot + 4) & mask;
    }
  }

  #findLong(view: DataView, start: number, length: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const hash = longHash(view, start, length);
    let slot = (hash >>> this.#shift) & ~3;
    for (;;) {
      const meta = slots[slot + 2]!;
      if (slots[slot] === hash && (meta & 0xfff) === length && this.#isEqual(slots[slot + 1]!, view, start, length)) {
        return slot;
      }
      if (meta === 0) return -1;
      slot = (slot + 4) & mask;
    }
  }

  #isEqual(at: number, view: DataView, start: number, length: number): boolean {
    const own = this.#view;
    // Four bytes at a time, the last four overlapping those before them.
    for (let i = 0; i < length - 4; i += 4) {
      if (own.getInt32(at + i, true) !== view.getInt32(start + i, true)) return false;
    }
    return own.getInt32(at + length - 4, true) === view.getInt32(start + length - 4, true);
  }

  /** Remembers a piece that was not found, with its ids `parts[0 .. count - 1]`. */
  add(bytes: Uint8Array, view: DataView, start: number, length: number, parts: Int32Array, count: number): void {
    this.#makeRoom(length, count);
    const slots = this.#slots;
    let low: number;
    let high: number;
    let slot: number;
    if (length > 8) {
      low = longHash(view, start, length);
      high = this.#bytesEnd;
      slot = (low >>> this.#shift) & ~3;
      this.#bytes.set(bytes.subarray(start, start + length), high);
      this.#bytesEnd += length;
    } else {
      low = view.getInt32(start, true) & LOW_MASK[length]!;
      high = view.getInt32(start + 4, true) & HIGH_MASK[length]!;
      slot = (shortHash(low, high) >>> this.#shift) & ~3;
    }
    while (slots[slot + 2] !== 0) slot = (slot + 4) & this.#mask;
    slots[slot] = low;
    slots[slot + 1] = high;
    slots[slot + 2] = length | (count << 12);
    if (count === 1) slots[slot + 3] = parts[0]!;
    else {
      slots[slot + 3] = this.#idsEnd;
      for (let i = 0; i < count; i++) this.ids[this.#idsEnd++] = parts[i]!;
    }
    this.size++;
  }

  #makeRoom(length: number, count: number): void {
    const limit = 1 << this.#maxBits;
    if ((this.size + 1) * 2 > limit || this.#bytesEnd + length > limit * 16 || this.#idsEnd + count > limit * 4) {
      this.#slots.fill(0);
      this.size = this.#bytesEnd = this.#idsEnd = 0;
    }
    if ((this.size + 1) * 8 > this.#slots.length) this.#grow();
    if (this.#bytesEnd + length > this.#bytes.length) {
      const bytes = new Uint8Array(this.#bytes.length * 2);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    if (this.#idsEnd + count > this.ids.length) {
      const ids = new Int32Array(this.ids.length * 2);
      ids.set(this.ids);
      this.ids = ids;
    }
  }

  #resize(bits: number): Int32Array {
    this.#mask = (4 << bits) - 1;
    this.#shift = 30 - bits;
    return new Int32Array(4 << bits);
  }

  /** Four times the slots, since each growth moves all pieces. */
  #grow(): void {
    const old = this.#slots;
    const slots = this.#resize(Math.min(Math.log2(old.length / 4) + 2, this.#maxBits));
    for (let from = 0; from < old.length; from += 4) {
      const meta = old[from + 2]!;
      if (meta === 0) continue;
      const hash = (meta & 0xfff) > 8 ? old[from]! : shortHash(old[from]!, old[from + 1]!);
      let slot = (hash >>> this.#shift) & ~3;
      while (slots[slot + 2] !== 0) slot = (slot + 4) & this.#mask;
      for (let i = 0; i < 4; i++) slots[slot + i] = old[from + i]!;
    }
    this.#slots = slots;
  }
}

/** The upper bits are the good ones. */
function shortHash(low: number, high: number): number {
  const mixed = Math.imul(low, 0x2c1b3c6d) ^ Math.imul(high, 0x297a2d39);
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}

/** Of a piece of more than 8 bytes. */
function longHash(view: DataView, start: number, length: number): number {
  let hash = length;
  for (let i = 0; i < length - 4; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(start + i, true), 0x2c1b3c6d);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash ^ view.getInt32(start + length - 4, true), 0x9e3779b1);
}
