/**
 * Text to ids, or to the ends of its pieces. Hot.
 *
 * Blocks of 64 bytes always begin where a piece is known to begin, so no carry goes from block to block. A block says
 * where pieces begin as far as it is certain; what it leaves open is scanned character by character.
 */
import { STOP } from "./classes";
import { startsOfCl100k } from "./block-cl100k";
import { startsOfO200k } from "./block-o200k";
import { startsOfR50k } from "./block-r50k";
import { IDS, LENGTHS, TEXT, TEXT_CAPACITY } from "./memory";
import { canEncode, countPiece, encodePiece } from "./pieces";
import { scanCl100k, scanLlama3, scanO200k, scanQwen2, scanR50k } from "./scan";
import { scanTable, startsOfTable } from "./table";

/** Patterns by number. */
const R50K: u32 = 0;
const CL100K: u32 = 1;
const O200K: u32 = 2;
const LLAMA3: u32 = 3;
const QWEN2: u32 = 4;
const TABLE: u32 = 5;

const BLOCK: usize = 64;
/** No pattern looks further beyond the end of a piece. */
const LOOK_AHEAD: usize = 8;

let pattern: u32 = R50K;

/** Ids, or pieces, that the last call found. */
let found: u32 = 0;
/** Whether it ended before a piece that is too long. */
let isTooLong: bool = false;

export function foundIds(): u32 {
  return found;
}

export function endedBeforeLongPiece(): bool {
  return isTooLong;
}

/** @param number 0 for r50k, 1 for cl100k, 2 for o200k, 3 for Llama 3, 4 for Qwen 2, 5 for one that is a table */
export function setPattern(number: u32): void {
  pattern = number;
}

/**
 * Encodes the pieces of a text that are certain to be whole; the ids are at IDS.
 * @param bytes of the text, at TEXT
 * @param isFinal whether the text ends with them
 * @param limit it may stop once there are more ids
 * @param longest bytes of a piece at most; it stops before one that is longer, or too long for what memory there is
 * @returns how many bytes are done
 */
export function encodeText(bytes: usize, isFinal: bool, limit: u32, longest: u32): usize {
  const end = endText(bytes);
  const certainEnd = isFinal ? end : end - LOOK_AHEAD;
  const most = IDS + (<usize>limit << 2);
  let at = TEXT;
  let out = IDS;
  isTooLong = false;
  while (at < end && out <= most) {
    if (isFinal || at + BLOCK + LOOK_AHEAD <= end) {
      let starts = startsOf(at);
      if (starts != 0) {
        const block = at;
        do {
          const next = block + <usize>ctz(starts);
          starts &= starts - 1;
          out = encodePiece(at, <u32>(next - at), out);
          at = next;
        } while (starts != 0);
        continue;
      }
    }
    const next = scannedEnd(at, end, certainEnd, isFinal);
    if (next == 0) break;
    isTooLong = <u32>(next - at) > longest || !canEncode(<u32>(next - at));
    if (isTooLong) break;
    out = encodePiece(at, <u32>(next - at), out);
    at = next;
  }
  found = <u32>(out - IDS) >> 2;
  return at - TEXT;
}

/** Encodes a text that is there as a whole; returns how many ids it has, or -1 where it has a longer piece. */
export function encodeWhole(bytes: usize, longest: u32): i32 {
  return encodeText(bytes, true, <u32>TEXT_CAPACITY, longest) == bytes ? <i32>found : -1;
}

/** Encodes a piece, not split; returns how many ids it has, or -1 where it is too long. */
export function encodeOne(bytes: usize): i32 {
  endText(bytes);
  if (bytes == 0) return 0;
  return canEncode(<u32>bytes) ? <i32>(encodePiece(TEXT, <u32>bytes, IDS) - IDS) >> 2 : -1;
}

/** The same as encodeText, but that the ids are only counted. */
export function countText(bytes: usize, isFinal: bool, limit: u32, longest: u32): usize {
  const end = endText(bytes);
  const certainEnd = isFinal ? end : end - LOOK_AHEAD;
  let at = TEXT;
  let count: u32 = 0;
  isTooLong = false;
  while (at < end && count <= limit) {
    if (isFinal || at + BLOCK + LOOK_AHEAD <= end) {
      let starts = startsOf(at);
      if (starts != 0) {
        const block = at;
        do {
          const next = block + <usize>ctz(starts);
          starts &= starts - 1;
          count += countPiece(at, <u32>(next - at), IDS);
          at = next;
        } while (starts != 0);
        continue;
      }
    }
    const next = scannedEnd(at, end, certainEnd, isFinal);
    if (next == 0) break;
    isTooLong = <u32>(next - at) > longest || !canEncode(<u32>(next - at));
    if (isTooLong) break;
    count += countPiece(at, <u32>(next - at), IDS);
    at = next;
  }
  found = count;
  return at - TEXT;
}

/**
 * Encodes pieces that the host has found.
 * @param count of pieces, whose lengths in UTF-16 units are at LENGTHS, u32 each; together they are the text at TEXT
 * @param limit it stops after the piece with which there are more ids
 * @returns how many pieces are done: fewer where it stopped, or the next one is too long
 */
export function encodePieces(count: u32, limit: u32): u32 {
  const most = IDS + (<usize>limit << 2);
  let at = TEXT;
  let out = IDS;
  let done: u32 = 0;
  while (done < count && out <= most) {
    const next = afterUnits(at, load<u32>(LENGTHS + (done << 2)));
    if (!canEncode(<u32>(next - at))) break;
    out = encodePiece(at, <u32>(next - at), out);
    at = next;
    done++;
  }
  found = <u32>(out - IDS) >> 2;
  return done;
}

/** The end of so many UTF-16 units of valid UTF-8. */
function afterUnits(start: usize, units: u32): usize {
  let at = start;
  for (let left = <i32>units; left > 0; left--) {
    const lead = <u32>load<u8>(at);
    if (lead < 0x80) at++;
    else if (lead < 0xe0) at += 2;
    else if (lead < 0xf0) at += 3;
    else {
      at += 4;
      left--;
    }
  }
  return at;
}

/** Only the ends of the pieces, in bytes from TEXT, at IDS: for tests. */
export function splitText(bytes: usize, isFinal: bool): usize {
  const end = endText(bytes);
  const certainEnd = isFinal ? end : end - LOOK_AHEAD;
  let at = TEXT;
  let out = IDS;
  while (at < end) {
    const starts = isFinal || at + BLOCK + LOOK_AHEAD <= end ? startsOf(at) : 0;
    if (starts != 0) {
      const block = at;
      for (let rest = starts; rest != 0; rest &= rest - 1) {
        at = block + <usize>ctz(rest);
        store<u32>(out, <u32>(at - TEXT));
        out += 4;
      }
    } else {
      const next = scannedEnd(at, end, certainEnd, isFinal);
      if (next == 0) break;
      at = next;
      store<u32>(out, <u32>(at - TEXT));
      out += 4;
    }
  }
  found = <u32>(out - IDS) >> 2;
  return at - TEXT;
}

/** Puts STOPs behind the text; returns its end. */
@inline
function endText(bytes: usize): usize {
  const end = TEXT + bytes;
  const stops = i8x16.splat(<i8>STOP);
  for (let i: usize = 0; i < BLOCK; i += 16) v128.store(end + i, stops);
  return end;
}

@inline
function startsOf(at: usize): u64 {
  if (pattern == R50K) return startsOfR50k(at);
  if (pattern == TABLE) return startsOfTable(at);
  return pattern == O200K ? startsOfO200k(at) : startsOfCl100k(at, pattern == QWEN2);
}

/** The end of the piece at `at`; 0 where it is not certain. */
function scannedEnd(at: usize, end: usize, certainEnd: usize, isFinal: bool): usize {
  let next: usize;
  if (pattern == R50K) next = scanR50k(at, end);
  else if (pattern == CL100K) next = scanCl100k(at, end);
  else if (pattern == O200K) next = scanO200k(at, end, isFinal);
  else if (pattern == TABLE) next = scanTable(at, end, isFinal);
  else next = pattern == LLAMA3 ? scanLlama3(at, end, isFinal) : scanQwen2(at, end, isFinal);
  if (next > certainEnd) {
    if (!isFinal) return 0;
    // Bytes that are not UTF-8 may end within a character,
    next = end;
  }
  // or have what stands for the end.
  return next == at ? at + 1 : next;
}
