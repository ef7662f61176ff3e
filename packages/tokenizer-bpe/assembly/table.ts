/**
 * Pieces of patterns that the host has made tables of (src/split/scan-table.ts): character by character, and by blocks
 * of 64 bytes. Hot.
 *
 * In a block there is no going back, so that pieces follow each other by one chain of steps: a step says whether a piece
 * begins before its character, and goes on with the state of that piece. Where a match ended before, or none begins, the
 * block leaves it open. Two ASCII characters take one step. Chains of steps that each wait for the one before are what
 * it costs: 7 cycles a step.
 */
import { byteAt, STOP } from "./classes";
import { allocate, BYTE_CLASSES, CLASSES } from "./memory";

const CLASS_BITS: u32 = 5;
const FIRST: u32 = 1;
/** Not a code point: the class of the end of a text is there. */
const BEYOND: u32 = 0x110000;
/** Bits of a step: a piece begins before the character; a match ends before it that may turn out to be the piece; what
 * becomes of the piece is open. */
const BEGINS: u32 = 1;
const MATCHES: u32 = 2;
const OPEN: u32 = 4;
/** Bit of two steps, beside BEGINS for each: they have to be taken one by one. */
const SLOW: u32 = 4;
const NOT_ASCII: u64 = 0x8080808080808080;

/** u16 for each state and class, as the host has them. */
let steps: usize = 0;
/** The same for blocks: the next state << 3, and bits. */
let blockSteps: usize = 0;
/** u32 for each state and two classes of ASCII: where the row of the next state is, and bits. */
let pairs: usize = 0;
let asciiBits: u32 = 0;
/** Bytes of a row of pairs, as a power of two. */
let rowBits: u32 = 0;
/** By class. */
let sections: usize = 0;

/** Makes room for the tables of so many states, and says where the steps are to be; 0 where there is no memory. */
export function makeTable(states: u32, bits: u32): usize {
  asciiBits = bits;
  rowBits = 2 * bits + 2;
  const size = <usize>states << (CLASS_BITS + 1);
  steps = allocate(size);
  blockSteps = allocate(size);
  pairs = allocate(<usize>states << rowBits);
  sections = allocate(1 << CLASS_BITS);
  return steps == 0 || blockSteps == 0 || pairs == 0 ? 0 : sections == 0 ? 0 : steps;
}

/** Where the sections are to be. */
export function tableSections(): usize {
  return sections;
}

/** Makes the tables of blocks, once the classes, the steps and the sections are there. */
export function indexTable(states: u32): void {
  memory.copy(BYTE_CLASSES, CLASSES, 0x80);
  const end = <u32>load<u8>(CLASSES + BEYOND);
  // What is done in state 0 is not looked at, but it is done.
  for (let state: u32 = 0; state < states; state++) {
    for (let i: u32 = 0; i < 1 << CLASS_BITS; i++) {
      store<u16>(blockSteps + (((state << CLASS_BITS) | i) << 1), <u16>(i >= end ? OPEN | MATCHES : blockStepOf(state, i)));
    }
  }
  const width: u32 = 1 << asciiBits;
  for (let state: u32 = 0; state < states; state++) {
    for (let i: u32 = 0; i < width; i++) {
      const one = blockStep(state, i);
      for (let j: u32 = 0; j < width; j++) {
        const two = blockStep(one >> 3, j);
        const row = <u32>pairs + ((two >> 3) << rowBits);
        store<u32>(
          pairs + (state << rowBits) + (((i << asciiBits) | j) << 2),
          row | (one & BEGINS) | ((two & BEGINS) << 1) | (((one | two) & (OPEN | MATCHES)) != 0 ? SLOW : 0),
        );
      }
    }
  }
}

@inline
function stepOf(state: u32, found: u32): u32 {
  return <u32>load<u16>(steps + (((state << CLASS_BITS) | found) << 1));
}

@inline
function blockStep(state: u32, found: u32): u32 {
  return <u32>load<u16>(blockSteps + (((state << CLASS_BITS) | found) << 1));
}

function blockStepOf(state: u32, found: u32): u32 {
  const step = stepOf(state, found);
  if (step > 3) return ((step >> 2) << 3) | (step & MATCHES);
  if (step == 0) return OPEN;
  const first = stepOf(FIRST, found);
  return first > 3 ? ((first >> 2) << 3) | BEGINS : OPEN | BEGINS;
}

/** Bit i, but not bit 0: a piece begins at `block + i`. */
export function startsOfTable(block: usize): u64 {
  let starts: u64 = 0;
  let state = FIRST;
  let i: u64 = 0;
  // Where the last match ended that something longer was preferred to, and may yet be; 0 where none did.
  let mark: u64 = 0;
  // Characters to take one by one.
  let single: u32 = 0;
  while (i < 64) {
    if (single > 0) single--;
    else if (i <= 56) {
      const word = load<u64>(block + <usize>i);
      if ((word & NOT_ASCII) == 0) {
        const one = load<u32>(pairs + (state << rowBits) + pairAt(word));
        const two = load<u32>((one & ~7) + pairAt(word >> 16));
        const three = load<u32>((two & ~7) + pairAt(word >> 32));
        const four = load<u32>((three & ~7) + pairAt(word >> 48));
        let last = four;
        let found = (one & 3) | ((two & 3) << 2) | ((three & 3) << 4) | ((four & 3) << 6);
        let count: u64 = 8;
        if (((one | two | three | four) & SLOW) != 0) {
          single = 1;
          if ((one & SLOW) != 0) count = 0;
          else {
            count = (two & SLOW) != 0 ? 2 : (three & SLOW) != 0 ? 4 : 6;
            last = count == 2 ? one : count == 4 ? two : three;
            found &= (1 << <u32>count) - 1;
          }
        }
        if (count != 0) {
          if (found != 0) mark = 0;
          starts |= <u64>found << i;
          state = ((last & ~7) - <u32>pairs) >> rowBits;
          i += count;
          continue;
        }
      }
    } else if (starts != 0 && byteAt(block + <usize>i) < 0x80) break;
    const found = classAt(block + <usize>i);
    const length = <u64>(found >> 8);
    if (i + length > 64) break;
    const step = blockStep(state, found & 0xff);
    if ((step & OPEN) != 0) {
      starts |= <u64>(step & BEGINS) << i;
      // Where the text ends, all may match.
      if (mark == 0 || (step & (BEGINS | MATCHES)) != 0) break;
      starts |= <u64>1 << mark;
      i = mark;
      mark = 0;
      state = FIRST;
      continue;
    }
    // Without branches, which no processor foresees: words end anywhere.
    starts |= <u64>(step & BEGINS) << i;
    mark = select<u64>(0, select<u64>(i, mark, (step & MATCHES) != 0), (step & BEGINS) != 0);
    const next = step >> 3;
    i += length;
    if (length == 1 && next == state && (step & BEGINS) == 0) {
      // More of the same character, as indents have: each does the same.
      const again = sameBytes(block + <usize>i);
      i = min(64, i + again);
      if ((step & MATCHES) != 0) mark = i - 1;
    }
    state = next;
  }
  return starts;
}

/** How many of the next eight bytes are as the one before. */
@inline
function sameBytes(at: usize): u64 {
  const others = load<u64>(at) ^ (<u64>load<u8>(at - 1) * 0x0101010101010101);
  return others == 0 ? 8 : ctz(others) >> 3;
}

/** Where in a row the step of the lowest two bytes is. */
@inline
function pairAt(word: u64): u32 {
  const one = <u32>load<u8>(BYTE_CLASSES + <usize>(word & 0x7f));
  const two = <u32>load<u8>(BYTE_CLASSES + <usize>((word >> 8) & 0x7f));
  return ((one << asciiBits) | two) << 2;
}

/** Class of the character at `at` in bits 0 to 7, its bytes in bits 8 up. */
@inline
function classAt(at: usize): u32 {
  const lead = byteAt(at);
  if (lead < 0x80) return <u32>load<u8>(BYTE_CLASSES + lead) | 0x100;
  return wideClassAt(at, lead);
}

function wideClassAt(at: usize, lead: u32): u32 {
  const second = byteAt(at + 1) & 0x3f;
  if (lead < 0xe0) return <u32>load<u8>(CLASSES + (((lead & 0x1f) << 6) | second)) | 0x200;
  const tail = (second << 6) | (byteAt(at + 2) & 0x3f);
  if (lead < 0xf0) return <u32>load<u8>(CLASSES + (((lead & 0x0f) << 12) | tail)) | 0x300;
  if (lead == STOP) return <u32>load<u8>(CLASSES + BEYOND) | 0x100;
  // Bytes that are not UTF-8 may give a number that is not a code point.
  return <u32>load<u8>(CLASSES + min(BEYOND, ((lead & 0x07) << 18) | (tail << 6) | (byteAt(at + 3) & 0x3f))) | 0x400;
}

/** Where the piece that begins at `start` ends; `limit` where that is not certain yet. */
export function scanTable(start: usize, limit: usize, isFinal: bool): usize {
  const end = matchEnd(start, limit, isFinal);
  if (end != start) return end;
  let before = classAt(start);
  let at = start + <usize>(before >> 8);
  while (at < limit) {
    const found = classAt(at);
    const section = sectionOf(found);
    if (section != sectionOf(before) || section >= 128) return at;
    const next = matchEnd(at, limit, isFinal);
    if (next != at) return next == limit && !isFinal ? limit : at;
    before = found;
    at += <usize>(found >> 8);
  }
  return limit;
}

@inline
function sectionOf(found: u32): u32 {
  return <u32>load<u8>(sections + (found & 0xff));
}

/** Where the match that begins at `start` ends, or `start` where none does. */
function matchEnd(start: usize, limit: usize, isFinal: bool): usize {
  let state = FIRST;
  let end = start;
  let at = start;
  while (at < limit) {
    const found = classAt(at);
    const step = stepOf(state, found & 0xff);
    if ((step & 1) != 0) end = at;
    state = step >> 2;
    if (state == 0) return end;
    at += <usize>(found >> 8);
  }
  if (!isFinal) return limit;
  return (stepOf(state, <u32>load<u8>(CLASSES + BEYOND)) & 1) != 0 ? limit : end;
}
