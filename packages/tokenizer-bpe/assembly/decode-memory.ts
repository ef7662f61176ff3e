/**
 * Where a decoder has its tokens, ids and text, in an instance to itself; src/decode/unit-memory.ts says what they are.
 * All of it is allocated once, but for the arena, which comes last and grows in its place.
 */
import { allocate } from "./memory";
import { STATE_BYTES } from "./utf8-to-units";

/** Where integers are behind the state of UTF-8, in bytes. */
export const AT: usize = STATE_BYTES;
export const IS_WIDE: usize = STATE_BYTES + 4;
export const LIMIT: usize = STATE_BYTES + 8;
export const USED: usize = STATE_BYTES + 12;
const INTEGERS_BYTES: usize = STATE_BYTES + 16;

/** Bits of an entry of the table. */
export const LENGTH: u32 = 63;
export const WIDE: u32 = 64;
export const CUT: u32 = 128;
export const PLACE_SHIFT: u32 = 8;
export const LONG: u32 = 64;
/** Units of a token are read, and written, up to so many beyond their end. */
export const OVERRUN: u32 = 80;

export let decodeIntegers: usize = 0;
export let decodeTable: usize = 0;
export let decodeIds: usize = 0;
export let decodeUnits: usize = 0;
export let decodeArena: usize = 0;
/** The packed vocabulary, six bytes for each merge, then the byte of each of the first 256 tokens. */
export let decodePacked: usize = 0;

export let tokens: u32 = 0;
/** 0 where there is no packed vocabulary. */
export let merges: u32 = 0;
export let arenaUnits: u32 = 0;

/**
 * @param size number of tokens
 * @param ids at a time
 * @param units of a text, and what is written beyond them
 * @param arena its units at first
 * @param packed merges of the packed vocabulary, 0 where the host learns all tokens
 * @returns whether there is memory for it
 */
export function makeDecoder(size: u32, ids: u32, units: u32, arena: u32, packed: u32): bool {
  tokens = size;
  merges = packed;
  arenaUnits = arena;
  decodeIntegers = allocate(INTEGERS_BYTES);
  decodeTable = allocate(<usize>size << 2);
  decodeIds = allocate(<usize>ids << 2);
  decodeUnits = allocate(<usize>units << 1);
  decodePacked = allocate(<usize>packed * 6 + 256);
  decodeArena = allocate(<usize>arena << 1);
  // Where there is no memory for one of them, there is none for the last.
  return decodeArena != 0;
}

/** Makes room for more units of the arena, a multiple of 32; returns whether there is memory for them. */
export function growArena(units: u32): bool {
  if (allocate(<usize>units << 1) == 0) return false;
  arenaUnits += units;
  return true;
}
