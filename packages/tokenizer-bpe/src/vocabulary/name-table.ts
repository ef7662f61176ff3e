/** Which token some bytes are: an open-addressing hash table over tokens by id, half full at most. Hot. */
import type { TokenBytes } from "./token-bytes.ts";

export class NameTable {
  /** Whether two tokens have the same bytes. */
  readonly hasTwice: boolean;
  readonly #tokens: TokenBytes;
  /** Ids + 1; 0 where a slot is empty. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(tokens: TokenBytes) {
    const { bytes, offsets } = tokens;
    const bits = Math.max(4, Math.ceil(Math.log2(offsets.length * 2)));
    this.#tokens = tokens;
    this.#slots = new Int32Array(1 << bits);
    this.#mask = (1 << bits) - 1;
    let hasTwice = false;
    for (let id = 0; id + 1 < offsets.length; id++) {
      if (offsets[id] === offsets[id + 1]) continue;
      const slot = this.#slotOf(bytes, offsets[id]!, offsets[id + 1]!);
      if (this.#slots[slot] !== 0) hasTwice = true;
      this.#slots[slot] = id + 1;
    }
    this.hasTwice = hasTwice;
  }

  /** The id of the token that is `bytes[start .. end - 1]`, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end)]! - 1;
  }

  /** Where a token is, or an empty slot where it would be. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const { bytes: all, offsets } = this.#tokens;
    let slot = hash(bytes, start, end) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const id = slots[slot]! - 1;
      const first = offsets[id]!;
      if (offsets[id + 1]! - first !== end - start) continue;
      let i = start;
      while (i < end && all[first + i - start] === bytes[i]) i++;
      if (i === end) break;
    }
    return slot;
  }
}

function hash(bytes: Uint8Array, start: number, end: number): number {
  let hashed = end - start;
  for (let i = start; i < end; i++) hashed = Math.imul(hashed ^ bytes[i]!, 0x2c1b3c6d) + (hashed >>> 13);
  return hashed ^ (hashed >>> 15);
}
