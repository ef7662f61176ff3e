/** The class of every character, as src/split/character-classes.ts has it; the bits are the same. */
import { BYTE_CLASSES, CLASSES } from "./memory";

export const UPPERISH: u32 = 1;
export const LOWERISH: u32 = 2;
export const LETTER: u32 = 4;
export const NUMBER: u32 = 8;
export const SPACE: u32 = 16;
export const NEWLINE: u32 = 32;
export const END: u32 = 64;
export const WIDE: u32 = 128;

/** Stands behind the last byte of a text, and ends every run; no UTF-8 has it. */
export const STOP: u32 = 0xff;

const CODE_POINTS: u32 = 0x110000;

/** Reads the classes of tools/pack-classes.mjs, `length` characters at `packed`. */
export function loadClasses(packed: usize, length: u32): void {
  let end: u32 = 0;
  let number: u32 = 0;
  let gap: i32 = -1;
  for (let i: u32 = 0; i < length; i++) {
    const code: u32 = load<u8>(packed + i);
    if (code == 0x2c) {
      gap = number;
      number = 0;
    } else if (code >= 0x61) number = number * 32 + code - 87;
    else if (code < 0x41) number = number * 32 + code - 48;
    else {
      // A letter ends a run: what came before it is the length, or the gap where there was no comma.
      const start = end + (gap < 0 ? number : <u32>gap);
      end = start + (gap < 0 ? 1 : number);
      memory.fill(CLASSES + start, <u8>bitsOf(code), end - start);
      gap = -1;
      number = 0;
    }
  }
  store<u8>(CLASSES + 0x0a, load<u8>(CLASSES + 0x0a) | <u8>NEWLINE);
  store<u8>(CLASSES + 0x0d, load<u8>(CLASSES + 0x0d) | <u8>NEWLINE);
  store<u8>(CLASSES + CODE_POINTS, <u8>END);
  memory.copy(BYTE_CLASSES, CLASSES, 0x80);
  memory.fill(BYTE_CLASSES + 0x80, <u8>WIDE, 0x80);
}

function bitsOf(letter: u32): u32 {
  if (letter == 0x55) return LETTER | UPPERISH; // U
  if (letter == 0x4c) return LETTER | LOWERISH; // L
  if (letter == 0x4f) return LETTER | UPPERISH | LOWERISH; // O
  if (letter == 0x4d) return UPPERISH | LOWERISH; // M
  if (letter == 0x4e) return NUMBER; // N
  return SPACE;
}

@inline
export function byteAt(at: usize): u32 {
  return <u32>load<u8>(at);
}

@inline
export function byteClassAt(at: usize): u32 {
  return <u32>load<u8>(BYTE_CLASSES + byteAt(at));
}

/** Class of the character at `at` in bits 0 to 7, its bytes in bits 8 up. */
@inline
export function classAt(at: usize): u32 {
  const lead = byteAt(at);
  return lead < 0x80 ? <u32>load<u8>(BYTE_CLASSES + lead) | 0x100 : wideClassAt(at);
}

/** The same for a character beyond ASCII, and for STOP. */
export function wideClassAt(at: usize): u32 {
  const lead = byteAt(at);
  const second = byteAt(at + 1) & 0x3f;
  if (lead < 0xe0) return <u32>load<u8>(CLASSES + (((lead & 0x1f) << 6) | second)) | 0x200;
  const tail = (second << 6) | (byteAt(at + 2) & 0x3f);
  if (lead < 0xf0) return <u32>load<u8>(CLASSES + (((lead & 0x0f) << 12) | tail)) | 0x300;
  if (lead == STOP) return END;
  const codePoint = ((lead & 0x07) << 18) | (tail << 6) | (byteAt(at + 3) & 0x3f);
  // Bytes that are not UTF-8 may give a number that is not a code point.
  return (codePoint < CODE_POINTS ? <u32>load<u8>(CLASSES + codePoint) : 0) | 0x400;
}
