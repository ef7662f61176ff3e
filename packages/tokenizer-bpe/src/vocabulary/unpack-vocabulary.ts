/**
 * Reads the vocabularies that tools/pack-merges.mjs packs: its header has the format.
 *
 * One loop does all, since most of the time of a cold start goes to code that is not compiled yet.
 */
import { offsetsOf, type TokenBytes } from "./token-bytes.ts";
import { NO_PAIR, PairTable } from "../merge/pair-table.ts";
import { once } from "./once.ts";
import type { Vocabulary } from "./vocabulary.ts";

const PLANES = 3;

export function unpackVocabulary(packed: string): Vocabulary {
  const merges = packed.length / (2 * PLANES);
  const planes = new Uint8Array(packed.length);
  new TextEncoder().encodeInto(packed, planes);
  const size = 256 + merges;
  const lefts = new Int32Array(size);
  const rights = new Int32Array(size);
  const pairs = new PairTable(lefts, rights);
  const byteIds = gpt2ByteIds();
  const byteOf = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) byteOf[byteIds[byte]!] = byte;
  const bytePairs = new Int32Array(1 << 16).fill(NO_PAIR);
  for (let i = 0; i < merges; i++) {
    const id = 256 + i;
    const left = threeDigits(planes, i, merges);
    const right = threeDigits(planes, i + PLANES * merges, merges);
    lefts[id] = left;
    rights[id] = right;
    if (left < id) pairs.add(id);
    if (left < 256 && right < 256) bytePairs[(byteOf[left]! << 8) | byteOf[right]!] = id;
  }
  const tokenBytes = once(() => bytesOfMerges(byteIds, lefts, rights));
  return { size, byteIds, bytePairs, pairs, isTree: true, tokenBytes };
}

/** Digits of six bits, low first, one in each plane. */
function threeDigits(planes: Uint8Array, at: number, distance: number): number {
  return digit(planes[at]!) | (digit(planes[at + distance]!) << 6) | (digit(planes[at + 2 * distance]!) << 12);
}

/** '#' to 'c' without the backslash. */
function digit(character: number): number {
  return character - 35 - ((92 - character) >>> 31);
}
/** GPT-2's order of the bytes, which its heirs kept: the printable ones of Latin-1, then the others. */
function gpt2ByteIds(): Int32Array {
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
