/**
 * Reads the vocabularies that tools/pack-merges.mjs packs: its header has the format.
 *
 * This is what a cold start waits for, in code that is not compiled yet, where a call costs as much
 * as the work: so one loop does all and calls nothing. With a function for each step it takes 25 ms
 * for the 200,000 merges of o200k, written out 14, and 5 once it is compiled.
 */
import { once } from "./once.ts";
import { NO_PAIR, PairTable } from "./pair-table.ts";
import { offsetsOf, type TokenBytes } from "./token-bytes.ts";
import type { Vocabulary } from "./vocabulary.ts";

const PLANES = 3;

/** The largest id + 1. */
export function packedSize(packed: string): number {
  return 256 + packed.length / (2 * PLANES);
}

export function unpackVocabulary(packed: string): Vocabulary {
  const size = packedSize(packed);
  const lefts = new Int32Array(size);
  const rights = new Int32Array(size);
  const pairs = new PairTable(lefts, rights);
  const byteIds = gpt2ByteIds();
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  unpackPairs(packed, byteIds, lefts, rights, { slots: pairs.slots, bytePairs });
  const tokenBytes = once(() => bytesOfMerges(byteIds, lefts, rights));
  return { size, byteIds, bytePairs, pairs, isTree: true, tokenBytes };
}

/** The bytes of the tokens, without what merging needs. */
export function unpackTokenBytes(packed: string): TokenBytes {
  const size = packedSize(packed);
  const lefts = new Int32Array(size);
  const rights = new Int32Array(size);
  const byteIds = gpt2ByteIds();
  unpackPairs(packed, byteIds, lefts, rights);
  return bytesOfMerges(byteIds, lefts, rights);
}

/** Fills lefts and rights from index 256 on; and the tables, where there are any, the slots as PairTable's `add` does. */
function unpackPairs(
  packed: string,
  byteIds: Int32Array,
  lefts: Int32Array,
  rights: Int32Array,
  tables?: { readonly slots: Int32Array; readonly bytePairs: Int32Array },
): void {
  const planes = new Uint8Array(packed.length);
  new TextEncoder().encodeInto(packed, planes);
  const byteOf = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) byteOf[byteIds[byte]!] = byte;
  const slots = tables?.slots ?? new Int32Array(0);
  const bytePairs = tables?.bytePairs ?? slots;
  const mask = slots.length - 1;
  const shift = Math.clz32(mask);
  const merges = lefts.length - 256;
  for (let i = 0; i < merges; i++) {
    const a = planes[i]!;
    const b = planes[i + merges]!;
    const c = planes[i + 2 * merges]!;
    const d = planes[i + 3 * merges]!;
    const e = planes[i + 4 * merges]!;
    const f = planes[i + 5 * merges]!;
    // Digits of six bits, low first, '#' to 'c' without the backslash: 35 to 91 and 93 to 99.
    const left =
      (a - 35 - ((92 - a) >>> 31)) | ((b - 35 - ((92 - b) >>> 31)) << 6) | ((c - 35 - ((92 - c) >>> 31)) << 12);
    const right =
      (d - 35 - ((92 - d) >>> 31)) | ((e - 35 - ((92 - e) >>> 31)) << 6) | ((f - 35 - ((92 - f) >>> 31)) << 12);
    const id = 256 + i;
    lefts[id] = left;
    rights[id] = right;
    // An id that is not a token has a left above it.
    if (left > id || mask < 0) continue;
    const mixed = Math.imul(left, 0x2c1b3c6d) ^ Math.imul(right, 0x297a2d39);
    const hash = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
    let slot = hash >>> shift;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (hash << 20) | (id + 1);
    if ((left | right) < 256) bytePairs[(byteOf[left]! << 8) | byteOf[right]!] = id;
  }
}

/** GPT-2's order of the bytes, which its heirs kept: the printable ones of Latin-1, then the others. */
export function gpt2ByteIds(): Int32Array {
  const ids = new Int32Array(256);
  let id = 0;
  for (const printable of [true, false]) {
    for (let byte = 0; byte < 256; byte++) {
      if (((byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad)) === printable) ids[byte] = id++;
    }
  }
  return ids;
}

/** A token's bytes are those of its left and of its right. */
function bytesOfMerges(byteIds: Int32Array, lefts: Int32Array, rights: Int32Array): TokenBytes {
  const size = lefts.length;
  const lengths = new Uint32Array(size).fill(1, 0, 256);
  for (let id = 256; id < size; id++) {
    if (lefts[id]! < id) lengths[id] = lengths[lefts[id]!]! + lengths[rights[id]!]!;
  }
  const offsets = offsetsOf(lengths);
  const bytes = new Uint8Array(offsets[size]!);
  for (let byte = 0; byte < 256; byte++) bytes[byteIds[byte]!] = byte;
  for (let id = 256; id < size; id++) {
    if (lengths[id] === 0) continue;
    let to = offsets[id]!;
    for (const part of [lefts[id]!, rights[id]!]) {
      for (let from = offsets[part]!; from < offsets[part + 1]!; from++) bytes[to++] = bytes[from]!;
    }
  }
  return { bytes, offsets };
}
