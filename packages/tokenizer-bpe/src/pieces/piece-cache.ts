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
 * Memory is bounded: when the slots, the bytes or the ids are full, everything is forgotten. So is
 * time: linear probing looks at PROBES slots at most, and a piece that finds none free takes the place
 * of another, so that no text, however chosen, makes the table slow.
 */
import { highWord, isEqualLong, longHash, lowWord, shortHash } from "./piece-hash.ts";

/** Longer pieces seldom come twice. */
export const MAX_CACHED = 256;

/** 2^18 slots, 4 MB, of which half are used at most: 2 MB of multilingual text have 52,000 distinct pieces. */
const MAX_BITS = 18;
/**
 * All arrays begin small, so that each was replaced by a larger one before the code is compiled: an
 * engine compiles a field that was never changed as a constant, and throws the code away when it is.
 */
const FIRST_BITS = 6;
/** Filled to the half with 131,072 tokens of o200k, a table of this size needs 34 at most, 1.5 in the mean. */
const PROBES = 64;

export class PieceCache {
  #slots: Int32Array;
  #mask = 0;
  #shift = 0;
  readonly #maxBits: number;
  /** Pieces remembered since all were forgotten. */
  size = 0;
  #bytes = new Uint8Array(1 << 9);
  #view = new DataView(this.#bytes.buffer);
  #bytesEnd = 0;
  /** Ids of the pieces that have several. */
  ids: Int32Array = new Int32Array(1 << 9);
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
    const low = lowWord(view, start, length);
    const high = highWord(view, start, length);
    let slot = (shortHash(low, high) >>> this.#shift) & ~3;
    for (let probes = PROBES; probes > 0; probes--) {
      const meta = slots[slot + 2]!;
      if (slots[slot] === low && slots[slot + 1] === high && (meta & 0xfff) === length) return slot;
      if (meta === 0) return -1;
      slot = (slot + 4) & mask;
    }
    return -1;
  }

  #findLong(view: DataView, start: number, length: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const hash = longHash(view, start, length);
    let slot = (hash >>> this.#shift) & ~3;
    for (let probes = PROBES; probes > 0; probes--) {
      const meta = slots[slot + 2]!;
      if (
        slots[slot] === hash &&
        (meta & 0xfff) === length &&
        isEqualLong(this.#view, slots[slot + 1]!, view, start, length)
      ) {
        return slot;
      }
      if (meta === 0) return -1;
      slot = (slot + 4) & mask;
    }
    return -1;
  }

  /** Remembers a piece that was not found, with its ids `parts[0 .. count - 1]`. */
  add(view: DataView, start: number, length: number, parts: Int32Array, count: number): void {
    this.#makeRoom(length, count);
    const slots = this.#slots;
    let low: number;
    let high: number;
    let slot: number;
    if (length > 8) {
      low = longHash(view, start, length);
      high = this.#bytesEnd;
      slot = (low >>> this.#shift) & ~3;
      const own = this.#view;
      for (let i = 0; i < length - 4; i += 4) own.setInt32(high + i, view.getInt32(start + i, true), true);
      own.setInt32(high + length - 4, view.getInt32(start + length - 4, true), true);
      this.#bytesEnd += length;
    } else {
      low = lowWord(view, start, length);
      high = highWord(view, start, length);
      slot = (shortHash(low, high) >>> this.#shift) & ~3;
    }
    slot = this.#placeFrom(slots, slot);
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

  /** The first free slot from one on, or that one where none is near. */
  #placeFrom(slots: Int32Array, home: number): number {
    let slot = home;
    for (let probes = PROBES; probes > 0; probes--) {
      if (slots[slot + 2] === 0) return slot;
      slot = (slot + 4) & this.#mask;
    }
    return home;
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

  /** Eight times the slots, since each growth moves all pieces. */
  #grow(): void {
    const old = this.#slots;
    const slots = this.#resize(Math.min(Math.log2(old.length / 4) + 3, this.#maxBits));
    for (let from = 0; from < old.length; from += 4) {
      const meta = old[from + 2]!;
      if (meta === 0) continue;
      const hash = (meta & 0xfff) > 8 ? old[from]! : shortHash(old[from]!, old[from + 1]!);
      const slot = this.#placeFrom(slots, (hash >>> this.#shift) & ~3);
      for (let i = 0; i < 4; i++) slots[slot + i] = old[from + i]!;
    }
    this.#slots = slots;
  }
}
