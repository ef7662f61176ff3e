/**
 * Where pieces of o200k's pattern begin in a block of 64 bytes that begins with a piece. Hot.
 *
 *     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *     |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *     |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
 *
 * As cl100k's, but that a word ends where an upper case letter follows a lower case one, and has a contraction at
 * its end; slashes after others' line ends belong to them. Bits that are not certain within the block are left out;
 * none may be.
 */
import { asciiLetters, below, bitsOf, bytesEqual, bytesWithin, lowest, runStarts, upTo } from "./masks";
import { contractionEnd } from "./runs";
import { spaceStarts, threeDigitStarts, wholeCharacters } from "./starts";
import {
  readCasedCharacters,
  wideBoth,
  wideContinuations,
  wideEnd,
  wideLetters,
  wideOthers,
  wideUpper,
} from "./wide-masks";

/** Bit i, but not bit 0: a piece begins at `block + i`. */
export function startsOfO200k(block: usize): u64 {
  const a = v128.load(block);
  const b = v128.load(block, 16);
  const c = v128.load(block, 32);
  const d = v128.load(block, 48);
  let letters = asciiLetters(a, b, c, d);
  let upper = bytesWithin(a, b, c, d, 0x41, 25);
  let both: u64 = 0;
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
    readCasedCharacters(block, wide, letters);
    end = wideEnd;
    continuations = wideContinuations;
    const known = below(end);
    letters = wideLetters & known;
    upper = (upper | wideUpper) & known;
    both = wideBoth & known;
    others = (others | wideOthers) & known;
    digits &= known;
    space &= known;
    newlines &= known;
    spaces &= known;
  }
  let certain = end == 64 ? <u64>-1 : upTo(end);
  const otherStarts = runStarts(others) & ~(space << 1) & ~continuations;
  const prefixes = (spaces & ~newlines) | wholeCharacters(otherStarts, continuations);
  let starts = otherStarts | (runStarts(letters) & ~(prefixes << 1)) | threeDigitStarts(digits);
  starts |= upper & ((letters & ~upper & ~both) << 1);
  // Upper case after a letter of both cases may go on with the word or not, by what comes later.
  const unclear = upper & (both << 1) & ~continuations;
  if (unclear != 0) certain &= lowest(unclear) - 1;

  // The line ends right after others, which a carry goes through; after these slashes, which are rare.
  const first = newlines & (others << 1);
  let free = spaces;
  if (first != 0) {
    const taken = (newlines & ~(newlines + first)) | first;
    const slashes = others & (taken << 1) & bytesEqual(a, b, c, d, 0x2f);
    if (slashes != 0) certain &= lowest(slashes) - 1;
    free &= ~taken;
  }
  starts |= spaceStarts(free, newlines);
  // White space at the end may go on.
  const top = 64 - clz(~free & below(end));
  if (top < end) certain &= upTo(top);

  let apostrophes = (letters << 1) & others & bytesEqual(a, b, c, d, 0x27);
  let lastContracted: u64 = 64;
  while (apostrophes != 0) {
    const i = ctz(apostrophes);
    apostrophes &= apostrophes - 1;
    // One that begins a piece, after a contraction, is none.
    if (i == lastContracted) continue;
    if (i > 59) {
      certain &= below(i);
      break;
    }
    const contracted = <u64>(contractionEnd(block + <usize>i) - block);
    if (contracted == i) continue;
    starts = (starts & ~(below(contracted) & ~below(i))) | ((<u64>1) << contracted);
    lastContracted = contracted;
  }
  return starts & certain & ~continuations & ~(<u64>1);
}
