/**
 * Puts tokens of a packed vocabulary into the arena, as src/decode/token-copier.ts does with the others. In a process that
 * has just begun, on a busy machine, 28,000 of them, as in 2 MB of English, take 17 ms, and in TypeScript 95.
 */
import {
  arenaUnits,
  CUT,
  decodeArena,
  decodeIntegers,
  decodePacked,
  LENGTH,
  LONG,
  merges,
  OVERRUN,
  PLACE_SHIFT,
  USED,
  WIDE,
} from "./decode-memory";
import { MERGE_SPACE, MERGED } from "./memory";
import { digitAt } from "./packed-vocabulary";
import { hasReplaced, isOpen, pushUtf8, resetUtf8 } from "./utf8-to-units";

const BYTES: u32 = 256;
/** The longest token that may be kept. */
const MAX_BYTES: u32 = 3 * LENGTH;

/** Space that only merging has another use for: the state of UTF-8, the token's bytes, and parts that are to be written. */
const STATE: usize = MERGE_SPACE;
const TOKEN: usize = MERGE_SPACE + 64;
const PARTS: usize = MERGED;
/** A token with more parts at once has more bytes than may be kept. */
const MAX_PARTS: u32 = 256;

/** The entry of a token; 0 where the host has to learn it, or it is none. */
export function learnToken(id: u32): u32 {
  if (id >= BYTES + merges || merges == 0) return 0;
  // An id that is not a token has a left above it.
  if (id >= BYTES && numberAt(id - BYTES) > id) return 0;
  const count = writeBytes(id);
  if (count == 0) return LONG;
  const used = load<u32>(decodeIntegers, USED);
  if (used + count + OVERRUN > arenaUnits) return 0;
  const start = decodeArena + (<usize>used << 1);
  resetUtf8(STATE);
  const end = pushUtf8(STATE, TOKEN, TOKEN + count, start);
  const isCut = isOpen(STATE) || hasReplaced(STATE);
  const length = isCut ? count : <u32>(end - start) >> 1;
  if (length > LENGTH) return LONG;
  if (isCut) memory.copy(start, TOKEN, count);
  store<u32>(decodeIntegers, used + (isCut ? (length + 1) >> 1 : length), USED);
  return (used << PLACE_SHIFT) | length | (isCut ? CUT | WIDE : isWide(start, end) ? WIDE : 0);
}

/** Writes the bytes of a token; returns how many, or 0 where they are too many. */
function writeBytes(id: u32): u32 {
  let count: u32 = 0;
  let parts: u32 = 0;
  let next = id;
  while (true) {
    while (next >= BYTES) {
      if (parts == MAX_PARTS) return 0;
      store<u32>(PARTS + (<usize>parts << 2), numberAt(next - BYTES + 3 * merges));
      parts++;
      next = numberAt(next - BYTES);
    }
    if (count == MAX_BYTES) return 0;
    store<u8>(TOKEN + count, load<u8>(decodePacked + merges * 6 + next));
    count++;
    if (parts == 0) return count;
    parts--;
    next = load<u32>(PARTS + (<usize>parts << 2));
  }
}

/** The number whose lowest digit is at a place. */
@inline
function numberAt(place: u32): u32 {
  const at = decodePacked + place;
  return digitAt(at) | (digitAt(at + merges) << 6) | (digitAt(at + 2 * merges) << 12);
}

/** Whether a unit is beyond Latin-1, or a control of C1. */
function isWide(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 2) {
    const unit = <u32>load<u16>(at);
    if (unit > 0xff || (unit >= 0x80 && unit < 0xa0)) return true;
  }
  return false;
}
