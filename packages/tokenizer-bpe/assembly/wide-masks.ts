/**
 * The characters of a block that are not ASCII, one by one. They are rare in some texts and all there is in
 * others, so this stands apart from the block's own masks, and its results are globals.
 *
 * The length of a character comes from a branch on its first byte, which the processor predicts. Taken from
 * the table of classes it would make a chain of loads from character to character: 4.2 ms for 2 MB of many
 * languages, against 2.5.
 */
import { byteAt, END, LETTER, LOWERISH, NUMBER, SPACE, UPPERISH } from "./classes";
import { CLASSES } from "./memory";

/** All bytes of letters, and of what is not a letter, number or white space. */
export let wideLetters: u64 = 0;
export let wideOthers: u64 = 0;
/** All bytes of characters but their first. */
export let wideContinuations: u64 = 0;
/** All bytes of letters that are upper case, and of those that are both; only readCasedCharacters sets them. */
export let wideUpper: u64 = 0;
export let wideBoth: u64 = 0;
/** Where the first character begins that masks can't say: a number, white space, no UTF-8, or cut; 64 if there is none. */
export let wideEnd: u64 = 64;

/** Not a code point, such as what STOP says: bytes that are not UTF-8. */
const BEYOND: u32 = 0x110000;

@inline
function classOf(codePoint: u32): u32 {
  return <u32>load<u8>(CLASSES + codePoint);
}

/** The bits of the two bytes behind a first byte. */
@inline
function tailAt(at: usize): u32 {
  return ((byteAt(at + 1) & 0x3f) << 6) | (byteAt(at + 2) & 0x3f);
}

/** The code point of a character of four bytes; what is none is the end of a text. */
@inline
function longCodePoint(at: usize, lead: u32): u32 {
  return min(BEYOND, ((lead & 0x07) << 18) | (tailAt(at) << 6) | (byteAt(at + 3) & 0x3f));
}

/** For r50k and cl100k. @param wide the bytes that are not ASCII */
export function readCharacters(block: usize, wide: u64): void {
  let letters: u64 = 0;
  let others: u64 = 0;
  let continuations: u64 = 0;
  let rest = wide;
  wideEnd = 64;
  while (rest != 0) {
    const i = ctz(rest);
    const at = block + <usize>i;
    const lead = byteAt(at);
    let length: u64 = 2;
    let found: u32 = 0;
    if (lead < 0xe0) found = classOf(((lead & 0x1f) << 6) | (byteAt(at + 1) & 0x3f));
    else if (lead < 0xf0) {
      length = 3;
      found = classOf(((lead & 0x0f) << 12) | tailAt(at));
    } else {
      length = 4;
      found = classOf(longCodePoint(at, lead));
    }
    const all = ((<u64>1 << length) - 1) << i;
    if ((found & (NUMBER | SPACE | END)) != 0 || i + length > 64 || (all & ~wide) != 0) {
      wideEnd = i;
      break;
    }
    const isLetter = 0 - <u64>((found / LETTER) & 1);
    letters |= all & isLetter;
    others |= all & ~isLetter;
    continuations |= all ^ (<u64>1 << i);
    rest &= ~all;
  }
  wideLetters = letters;
  wideOthers = others;
  wideContinuations = continuations;
}

/** For o200k, which tells cases apart. @param letters the ASCII letters of the block */
export function readCasedCharacters(block: usize, wide: u64, asciiLetters: u64): void {
  let letters = asciiLetters;
  let others: u64 = 0;
  let upper: u64 = 0;
  let both: u64 = 0;
  let continuations: u64 = 0;
  let rest = wide;
  wideEnd = 64;
  while (rest != 0) {
    const i = ctz(rest);
    const at = block + <usize>i;
    const lead = byteAt(at);
    let length: u64 = 2;
    let found: u32 = 0;
    if (lead < 0xe0) found = classOf(((lead & 0x1f) << 6) | (byteAt(at + 1) & 0x3f));
    else if (lead < 0xf0) {
      length = 3;
      found = classOf(((lead & 0x0f) << 12) | tailAt(at));
    } else {
      length = 4;
      found = classOf(longCodePoint(at, lead));
    }
    const all = ((<u64>1 << length) - 1) << i;
    if ((found & (NUMBER | SPACE | END)) != 0 || i + length > 64 || (all & ~wide) != 0) {
      wideEnd = i;
      break;
    }
    if ((found & LETTER) != 0) {
      const isUpper = 0 - <u64>((found / UPPERISH) & 1);
      const isLower = 0 - <u64>((found / LOWERISH) & 1);
      letters |= all;
      upper |= all & isUpper & ~isLower;
      both |= all & isUpper & isLower;
    } else if (found != 0) {
      // A mark: within a word it is a letter of both cases, elsewhere it may be several things.
      if (i == 0 || ((letters >> (i - 1)) & 1) == 0) {
        wideEnd = i;
        break;
      }
      letters |= all;
      both |= all;
    } else others |= all;
    continuations |= all ^ (<u64>1 << i);
    rest &= ~all;
  }
  wideLetters = letters;
  wideOthers = others;
  wideUpper = upper;
  wideBoth = both;
  wideContinuations = continuations;
}
