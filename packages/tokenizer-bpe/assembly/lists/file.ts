/**
 * The bytes of a tokenizer.json, and where its two lists are: `vocab`, an object, and behind it `merges`, an array.
 *
 * Zeros stand behind the file, which end whatever is read: no JSON has them.
 */
import { allocate } from "../memory";

/** What reads ahead of the end, in bytes. */
export const PADDING: usize = 64;

export const QUOTE: u32 = 0x22;
export const BACKSLASH: u32 = 0x5c;
export const COMMA: u32 = 0x2c;
export const BRACKET: u32 = 0x5b;
export const BRACKET_END: u32 = 0x5d;

const COLON: u32 = 0x3a;
const BRACE: u32 = 0x7b;
/** `"vocab"` and `"merges"` as numbers, low byte first: seven bytes and eight. */
const VOCAB: u64 = 0x22_62_61_63_6f_76_22;
const MERGES: u64 = 0x22_73_65_67_72_65_6d_22;
const SEVEN_BYTES: u64 = 0xff_ffff_ffff_ffff;

export let file: usize = 0;
export let fileEnd: usize = 0;

/** Makes room for a file; 0 where there is none. */
export function beginFile(length: u32): usize {
  file = allocate(<usize>length + PADDING);
  fileEnd = file + length;
  return file;
}

/** Where the list of tokens begins, with its brace; 0 where there is none. */
export function findVocab(): usize {
  return findList(VOCAB, SEVEN_BYTES, 7, BRACE, file);
}

/** Where that of merges begins, with its bracket. */
export function findMerges(from: usize): usize {
  return findList(MERGES, ~(<u64>0), 8, BRACKET, from);
}

/** Within a text the quotes would stand behind backslashes, and the last byte of the name would be another. */
function findList(name: u64, mask: u64, length: usize, open: u32, from: usize): usize {
  for (let at = from; at < fileEnd; at++) {
    if ((load<u64>(at) & mask) != name) continue;
    const colon = skipSpace(at + length);
    if (byteAt(colon) != COLON) continue;
    const value = skipSpace(colon + 1);
    if (byteAt(value) == open) return value;
  }
  return 0;
}

/** The place behind a colon and the white space around it; 0 where there is none. */
@inline
export function skipColon(at: usize): usize {
  const colon = skipSpace(at);
  return byteAt(colon) == COLON ? skipSpace(colon + 1) : 0;
}

/** The place of the next byte that is not white space of JSON: files are indented by many. */
@inline
export function skipSpace(at: usize): usize {
  return byteAt(at) > 0x20 ? at : skipSpaces(at);
}

function skipSpaces(start: usize): usize {
  let at = start;
  while (true) {
    const chunk = v128.load(at);
    const spaces = v128.or(
      v128.or(i8x16.eq(chunk, i8x16.splat(0x20)), i8x16.eq(chunk, i8x16.splat(0x0a))),
      v128.or(i8x16.eq(chunk, i8x16.splat(0x0d)), i8x16.eq(chunk, i8x16.splat(0x09))),
    );
    const others = ~i8x16.bitmask(spaces) & 0xffff;
    if (others != 0) return at + ctz(others);
    at += 16;
  }
}

@inline
export function byteAt(at: usize): u32 {
  return <u32>load<u8>(at);
}
