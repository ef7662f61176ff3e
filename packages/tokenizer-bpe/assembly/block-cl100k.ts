/**
 * Where pieces of cl100k's pattern begin in a block of 64 bytes that begins with a piece. Hot.
 *
 *     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s
 *
 * Llama 3's pattern is another only at the end of a text, which a block leaves open, and Qwen 2's has a piece for each
 * number (src/split/scan-llama3.ts).
 *
 * Letters are a piece with the one character before them that is none, nor a line end: white space, or another one
 * that begins a piece. Line ends after others belong to them. Bits that are not certain within the block are left
 * out; none may be.
 */
import { asciiLetters, below, bitsOf, bytesEqual, bytesWithin, runStarts, upTo } from "./masks";
import { contractionEnd } from "./runs";
import { spaceStarts, threeDigitStarts, wholeCharacters } from "./starts";
import { readCharacters, wideContinuations, wideEnd, wideLetters, wideOthers } from "./wide-masks";

/**
 * Bit i, but not bit 0: a piece begins at `block + i`.
 * @param areSingle whether each number is a piece
 */
export function startsOfCl100k(block: usize, areSingle: bool): u64 {
  const a = v128.load(block);
  const b = v128.load(block, 16);
  const c = v128.load(block, 32);
  const d = v128.load(block, 48);
  let letters = asciiLetters(a, b, c, d);
  let digits = bytesWithin(a, b, c, d, 0x30, 9);
  let space = bytesEqual(a, b, c, d, 0x20);
  const controls = bytesWithin(a, b, c, d, 0x09, 4);
  let newlines = controls == 0 ? 0 : bytesEqual(a, b, c, d, 0x0a) | bytesEqual(a, b, c, d, 0x0d);
  let spaces = space | controls;
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
    newlines &= known;
    spaces &= known;
  }
  let certain = end == 64 ? <u64>-1 : upTo(end);
  const otherStarts = runStarts(others) & ~(space << 1) & ~continuations;
  const prefixes = (spaces & ~newlines) | wholeCharacters(otherStarts, continuations);
  let starts = otherStarts | (runStarts(letters) & ~(prefixes << 1)) | (areSingle ? digits : threeDigitStarts(digits));

  // The line ends right after others, which a carry goes through.
  const first = newlines & (others << 1);
  const free = first == 0 ? spaces : spaces & ~((newlines & ~(newlines + first)) | first);
  starts |= spaceStarts(free, newlines);
  // White space at the end may go on.
  const top = 64 - clz(~free & below(end));
  if (top < end) certain &= upTo(top);

  let apostrophes = otherStarts & bytesEqual(a, b, c, d, 0x27);
  while (apostrophes != 0) {
    const i = ctz(apostrophes);
    apostrophes &= apostrophes - 1;
    if (i > 60) {
      certain &= upTo(i);
      break;
    }
    const contracted = <u64>(contractionEnd(block + <usize>i) - block);
    if (contracted > i) starts = (starts & ~(below(contracted) & ~upTo(i))) | ((<u64>1) << contracted);
  }
  return starts & certain & ~continuations & ~(<u64>1);
}
