/**
 * The distinct pieces of texts ("words", as trainers call them) and how often each occurs: an
 * open-addressing hash table that grows. Hot.
 *
 * A slot is four numbers side by side, as in pieces/piece-cache.ts:
 *
 *     0, 1: a word of up to 8 bytes: the bytes; a longer one: its hash, and nothing
 *     2: its length in bytes; 0 where the slot is empty
 *     3: its number
 */
import { highWord, isEqualLong, longHash, lowWord, shortHash } from "../pieces/piece-hash.ts";

/** Behind the last byte: what reading eight bytes at a time may touch. */
const PADDING = 8;
const FIRST_BITS = 10;

/** Words as arrays, in the order in which they were found: what goes between threads and into checkpoints. */
export interface WordTable {
  /** All words, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of each. */
  readonly lengths: Int32Array<ArrayBuffer>;
  readonly counts: Float64Array<ArrayBuffer>;
}

export class WordCounts {
  /** Distinct words. */
  size = 0;
  #slots = new Int32Array(4 << FIRST_BITS);
  #mask = (4 << FIRST_BITS) - 1;
  #shift = 30 - FIRST_BITS;
  #counts = new Float64Array(1 << FIRST_BITS);
  /** Where each begins in the bytes. */
  #starts = new Float64Array(1 << FIRST_BITS);
  #bytes = new Uint8Array(1 << FIRST_BITS);
  #view = new DataView(this.#bytes.buffer);
  #bytesEnd = 0;

  /**
   * Counts a word.
   * @param view of its bytes, at least 8 more than it has
   * @param times how often it occurs
   */
  add(view: DataView, start: number, length: number, times: number): void {
    const isLong = length > 8;
    const low = isLong ? longHash(view, start, length) : lowWord(view, start, length);
    const high = isLong ? 0 : highWord(view, start, length);
    const slots = this.#slots;
    let slot = ((isLong ? low : shortHash(low, high)) >>> this.#shift) & ~3;
    for (; slots[slot + 2] !== 0; slot = (slot + 4) & this.#mask) {
      if (slots[slot] !== low || slots[slot + 1] !== high || slots[slot + 2] !== length) continue;
      const word = slots[slot + 3]!;
      if (isLong && !isEqualLong(this.#view, this.#starts[word]!, view, start, length)) continue;
      this.#counts[word]! += times;
      return;
    }
    slots[slot] = low;
    slots[slot + 1] = high;
    slots[slot + 2] = length;
    slots[slot + 3] = this.size;
    this.#append(view, start, length, times);
  }

  /** Counts all words of a table, made by another or kept from before. */
  addTable({ bytes, lengths, counts }: WordTable): void {
    const padded = new Uint8Array(bytes.length + PADDING);
    padded.set(bytes);
    const view = new DataView(padded.buffer);
    let start = 0;
    for (let word = 0; word < lengths.length; word++) {
      this.add(view, start, lengths[word]!, counts[word]!);
      start += lengths[word]!;
    }
  }

  /** A copy of what was counted. */
  table(): WordTable {
    const { size } = this;
    const lengths = new Int32Array(size);
    for (let word = 0; word < size; word++) {
      lengths[word] = (word + 1 < size ? this.#starts[word + 1]! : this.#bytesEnd) - this.#starts[word]!;
    }
    return { bytes: this.#bytes.slice(0, this.#bytesEnd), lengths, counts: this.#counts.slice(0, size) };
  }

  #append(view: DataView, start: number, length: number, times: number): void {
    if (this.#bytesEnd + length + PADDING > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, this.#bytesEnd + length + PADDING);
      this.#view = new DataView(this.#bytes.buffer);
    }
    if (this.size === this.#counts.length) {
      this.#counts = grown(this.#counts, this.size + 1);
      this.#starts = grown(this.#starts, this.size + 1);
    }
    this.#bytes.set(new Uint8Array(view.buffer, view.byteOffset + start, length), this.#bytesEnd);
    this.#starts[this.size] = this.#bytesEnd;
    this.#counts[this.size] = times;
    this.#bytesEnd += length;
    this.size++;
    if (this.size * 8 > this.#slots.length) this.#moveToMoreSlots();
  }

  /** Four times as many, so that an eighth to a half of them are used. */
  #moveToMoreSlots(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 4);
    this.#mask = slots.length - 1;
    this.#shift -= 2;
    for (let from = 0; from < old.length; from += 4) {
      const length = old[from + 2]!;
      if (length === 0) continue;
      const hash = length > 8 ? old[from]! : shortHash(old[from]!, old[from + 1]!);
      let slot = (hash >>> this.#shift) & ~3;
      while (slots[slot + 2] !== 0) slot = (slot + 4) & this.#mask;
      for (let i = 0; i < 4; i++) slots[slot + i] = old[from + i]!;
    }
    this.#slots = slots;
  }
}

/** The same numbers in an array with room for more: half as many again at least. */
export function grown<T extends Uint8Array | Int32Array | Float64Array>(array: T, least: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(least, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
