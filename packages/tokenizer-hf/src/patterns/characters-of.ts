/** Which characters an expression takes, by trying all of them that may be numbers or punctuation. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

/** Code points but for surrogates, and for the planes of ideographs, of tags and of private use. */
const BLOCKS: readonly (readonly [first: number, end: number])[] = [
  [0x0000, 0xd800],
  [0xe000, 0x10000],
  [0x10000, 0x20000],
];
/** UTF-16 units made at a time: arguments of one call. */
const UNITS = 1 << 13;

/** @param expression of one character, with the flags `g` and `u` */
export function charactersOf(expression: RegExp): CodePointSet {
  const runs = new RegExp(`(?:${expression.source})+`, expression.flags);
  const set: number[] = [];
  for (const [first, end] of BLOCKS) {
    const units = first < 0x10000 ? 1 : 2;
    for (const { index, 0: found } of textOf(first, end).matchAll(runs)) {
      const start = first + index / units;
      set.push(start, start + found.length / units - 1);
    }
  }
  return set;
}

/** The characters of a block, one behind the other. */
function textOf(first: number, end: number): string {
  const units = new Uint16Array(UNITS);
  let length = 0;
  let text = "";
  for (let code = first; code < end; code++) {
    if (code < 0x10000) units[length++] = code;
    else {
      units[length++] = 0xd7c0 + (code >> 10);
      units[length++] = 0xdc00 | (code & 0x3ff);
    }
    if (length < UNITS && code < end - 1) continue;
    text += String.fromCharCode(...units.subarray(0, length));
    length = 0;
  }
  return text;
}
