/**
 * The class of every character, as far as the split patterns tell them apart: Unicode 16, the
 * version of tiktoken 0.14, whatever version the engine has (Node 20.20 has 17, in which U+0295
 * has changed its case and 4,700 characters are new).
 */
import { packed } from "../packed/unicode-classes.js";

/** Lu, Lt, Lm, Lo, M: what o200k's words may begin with. */
export const UPPERISH = 1;
/** Ll, Lm, Lo, M: what they may go on with. */
export const LOWERISH = 2;
/** L: any letter. */
export const LETTER = 4;
/** N: any number. */
export const NUMBER = 8;
/** White_Space, which Rust's `\s` is. */
export const SPACE = 16;
/** Carriage return and line feed, which are SPACE too. */
export const NEWLINE = 32;
/** A byte of a character beyond ASCII, whose class is in the other table. */
export const WIDE = 128;
/** What stands after the last byte of a text: it ends every run. */
export const END = 64;

/** By the letters of tools/pack-classes.mjs. */
const BITS_BY_LETTER: Readonly<Record<string, number>> = {
  U: LETTER | UPPERISH,
  L: LETTER | LOWERISH,
  O: LETTER | UPPERISH | LOWERISH,
  M: UPPERISH | LOWERISH,
  N: NUMBER,
  S: SPACE,
};

/**
 * Bits by code point, once `loadClasses` was called; 0 for punctuation, symbols, controls and what
 * is not assigned. 1.1 MB, of which the pages that no text touches take no memory.
 */
export const CLASS_BY_CODE_POINT: Uint8Array = /* @__PURE__ */ new Uint8Array(0x110000);

/** The same for the bytes of UTF-8: what is ASCII, or WIDE. */
export const CLASS_BY_BYTE: Uint8Array = /* @__PURE__ */ new Uint8Array(256);

/** Fills the tables, the first time it is called. */
export function loadClasses(): void {
  if (CLASS_BY_CODE_POINT[0x0a] !== 0) return;
  eachRun((start, end, bits) => CLASS_BY_CODE_POINT.fill(bits, start, end));
  CLASS_BY_CODE_POINT[0x0a]! |= NEWLINE;
  CLASS_BY_CODE_POINT[0x0d]! |= NEWLINE;
  CLASS_BY_BYTE.set(CLASS_BY_CODE_POINT.subarray(0, 0x80));
  CLASS_BY_BYTE.fill(WIDE, 0x80);
}

/**
 * Runs of code points of one class, `[start, end)`, ascending; bits without NEWLINE. The format is that of
 * tools/pack-classes.mjs.
 */
export function eachRun(visit: (start: number, end: number, bits: number) => void): void {
  let end = 0;
  let gap = -1;
  let number = 0;
  for (let i = 0; i < packed.length; i++) {
    const code = packed.charCodeAt(i);
    if (code === 0x2c) {
      gap = number;
      number = 0;
    } else if (code >= 0x61) number = number * 32 + code - 87;
    else if (code < 0x41) number = number * 32 + code - 48;
    else {
      // A letter ends a run: what came before it is the length, or the gap where there was no comma.
      const start = end + (gap < 0 ? number : gap);
      end = start + (gap < 0 ? 1 : number);
      visit(start, end, BITS_BY_LETTER[packed[i]!]!);
      gap = -1;
      number = 0;
    }
  }
}
