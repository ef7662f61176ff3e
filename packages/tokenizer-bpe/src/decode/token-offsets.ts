/**
 * Where tokens begin in the text that they make, or were made of. Source: tiktoken's decode_with_offsets.
 *
 * One pass over the ids: the text itself is not looked at, whatever engine made the ids. Allocates nothing: a fresh
 * array of a million offsets takes longer to come by than to fill.
 */
import type { OffsetUnit, TokenWidths } from "./token-widths.ts";

/** A text, and where in it each token begins. */
export interface DecodedWithOffsets {
  readonly text: string;
  /** One for each id; a token that begins within a character has that character's offset. */
  readonly offsets: Int32Array;
}

/** An id that stands for a name in the text: several names may share an id, and its bytes may be others. */
export interface NamedToken {
  /** Index among the ids. */
  readonly index: number;
  readonly name: string;
}

/**
 * Writes the offset of each token; one that begins within a character has that character's offset.
 * @param ids of tokens whose bytes, together, are UTF-8
 * @param count how many of them
 * @param named special tokens as they stand in the text, in order; the other ids are measured by their bytes
 * @param offsets has room for `count`
 */
export function writeTokenOffsets(
  ids: ArrayLike<number>,
  count: number,
  widths: TokenWidths,
  named: readonly NamedToken[],
  offsets: Int32Array,
): void {
  let length = 0;
  let next = 0;
  for (const { index, name } of named) {
    length = addOffsets(ids, next, index, widths, offsets, length);
    offsets[index] = length;
    length += lengthIn(widths.unit, name);
    next = index + 1;
  }
  addOffsets(ids, next, count, widths, offsets, length);
}

/** Offsets of the ids from `first` to before `end`, which begin on a character. @returns the length with them */
function addOffsets(
  ids: ArrayLike<number>,
  first: number,
  end: number,
  widths: TokenWidths,
  offsets: Int32Array,
  length: number,
): number {
  const { table } = widths;
  let lastUnits = 0;
  let at = length | 0;
  for (let i = first; i < end;) {
    // Without a call in the loop the engine keeps the arrays' addresses: 3.5 ns an id, else 5.
    for (; i < end; i++) {
      const width = table[ids[i]!]!;
      if (width === 0) break;
      offsets[i] = (width & 1) === 0 ? at : at - lastUnits;
      at = (at + (width >> 3)) | 0;
      lastUnits = (width >> 1) & 3 || lastUnits;
    }
    if (i < end) widths.measure(ids[i]!);
  }
  return at;
}

function lengthIn(unit: OffsetUnit, name: string): number {
  if (unit === "utf16") return name.length;
  let points = 0;
  for (const _ of name) points++;
  return points;
}
