/**
 * Where pieces of r50k's pattern begin in a block of 64 bytes that begins with a piece. Hot.
 *
 *     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s
 *
 * A run of letters, of digits or of others is a piece, with the space before it. The last character of white space
 * is apart. Bits that are not certain within the block are left out; none may be.
 */
import { asciiLetters, below, bitsOf, bytesEqual, bytesWithin, runStarts, upTo } from "./masks";
import { lowerContractionEnd } from "./runs";
import { readCharacters, wideContinuations, wideEnd, wideLetters, wideOthers } from "./wide-masks";

/** Bit i, but not bit 0: a piece begins at `block + i`. */
export function startsOfR50k(block: usize): u64 {
  const a = v128.load(block);
  const b = v128.load(block, 16);
  const c = v128.load(block, 32);
  const d = v128.load(block, 48);
  let letters = asciiLetters(a, b, c, d);
  let digits = bytesWithin(a, b, c, d, 0x30, 9);
  let space = bytesEqual(a, b, c, d, 0x20);
  let spaces = space | bytesWithin(a, b, c, d, 0x09, 4);
  const wide = bitsOf(a, b, c, d);
  let others = ~(letters | digits | spaces | wide);
  let continuations: u64 = 0;
  let end: u64 = 64;
  if (wide != 0) {
    readCharacters(block, wide);
    end = wideEnd;
    continuations = wideContinuations;
    const known = below(end);
    letters = (letters | wideLetters) & known;
    others = (others | wideOthers) & known;
    digits &= known;
    space &= known;
    spaces &= known;
  }
  let certain = end == 64 ? <u64>-1 : upTo(end);
  const notAfterSpace = ~(space << 1);
  const otherStarts = runStarts(others) & notAfterSpace;
  let starts = (runStarts(letters) | runStarts(digits)) & notAfterSpace;
  starts |= otherStarts | runStarts(spaces) | (spaces & ~(spaces >> 1));
  // White space at the end may go on.
  const top = 64 - clz(~spaces & below(end));
  if (top < end) certain &= upTo(top);

  let apostrophes = otherStarts & bytesEqual(a, b, c, d, 0x27);
  while (apostrophes != 0) {
    const i = ctz(apostrophes);
    apostrophes &= apostrophes - 1;
    if (i > 60) {
      certain &= upTo(i);
      break;
    }
    const contracted = <u64>(lowerContractionEnd(block + <usize>i) - block);
    if (contracted > i) starts = (starts & ~(below(contracted) & ~upTo(i))) | ((<u64>1) << contracted);
  }
  return starts & certain & ~continuations & ~(<u64>1);
}
