/** Reads the vocabularies that tools/pack-merges.mjs packs: its header has the format. */
import { PairTable } from "../merge/pair-table.ts";
import { offsetsOf, type TokenBytes } from "../decode/token-bytes.ts";
import type { Vocabulary } from "./vocabulary.ts";

const PLANES = 3;

export function unpackVocabulary(packed: string): Vocabulary {
  const merges = packed.length / (2 * PLANES);
  const characters = new Uint8Array(packed.length);
  new TextEncoder().encodeInto(packed, characters);
  const size = 256 + merges;
  const lefts = unpackIds(characters.subarray(0, PLANES * merges), size);
  const rights = unpackIds(characters.subarray(PLANES * merges), size);
  const pairs = new PairTable(merges);
  for (let id = 256; id < size; id++) if (lefts[id]! < id) pairs.add(lefts[id]!, rights[id]!, id);
  const byteIds = gpt2ByteIds();
  const tokenBytes = (): TokenBytes => bytesOfMerges(byteIds, lefts, rights);
  return { size, byteIds, pairs, isTree: true, wholeTokens: new Map(), tokenBytes };
}

/** One id for each character of a plane, in `result[256 ..]`. */
function unpackIds(planes: Uint8Array, size: number): Int32Array {
  const ids = new Int32Array(size);
  const length = size - 256;
  for (let i = 0; i < length; i++) {
    ids[256 + i] = sixBits(planes[i]!) | (sixBits(planes[i + length]!) << 6) | (sixBits(planes[i + 2 * length]!) << 12);
  }
  return ids;
}

/** '#' to 'c' without the backslash. */
function sixBits(character: number): number {
  return character - (character > 92 ? 36 : 35);
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
