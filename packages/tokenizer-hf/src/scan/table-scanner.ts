/**
 * Scans by the tables of a pattern. Hot where there is no WebAssembly; assembly/table.ts of tokenizer-bpe is the same.
 *
 * Input: whole characters of valid UTF-8, then a byte that no UTF-8 has. Output: where the piece ends, or `limit` where
 * that depends on what follows.
 */
import type { PieceScanner, ScanTable } from "@windrow/tokenizer-bpe/internal";

const FIRST = 1;
/** Where the class of the end of a text is. */
const BEYOND = 0x110000;

export function tableScanner({ classes, steps, sections }: Omit<ScanTable, "scan">): PieceScanner {
  let table: Uint8Array | undefined;
  return (bytes, start, limit, isFinal) =>
    pieceEnd((table ??= classes()), steps, sections, bytes, start, limit, isFinal);
}

/** Class of the character at `at` in bits 0 to 7, its bytes in bits 8 up. */
function classAt(classes: Uint8Array, bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return classes[lead]! | 0x100;
  const second = bytes[at + 1]! & 0x3f;
  if (lead < 0xe0) return classes[((lead & 0x1f) << 6) | second]! | 0x200;
  const tail = (second << 6) | (bytes[at + 2]! & 0x3f);
  if (lead < 0xf0) return classes[((lead & 0x0f) << 12) | tail]! | 0x300;
  if (lead === 0xff) return classes[BEYOND]! | 0x100;
  return classes[Math.min(BEYOND, ((lead & 0x07) << 18) | (tail << 6) | (bytes[at + 3]! & 0x3f))]! | 0x400;
}

function pieceEnd(
  classes: Uint8Array,
  steps: Uint16Array,
  sections: Uint8Array,
  bytes: Uint8Array,
  start: number,
  limit: number,
  isFinal: boolean,
): number {
  const end = matchEnd(classes, steps, bytes, start, limit, isFinal);
  if (end !== start) return end;
  // No match begins here: the piece goes on up to where one does, or another section.
  let before = classAt(classes, bytes, start);
  let at = start + (before >> 8);
  while (at < limit) {
    const found = classAt(classes, bytes, at);
    const section = sections[found & 0xff]!;
    if (section !== sections[before & 0xff] || section >= 128) return at;
    const next = matchEnd(classes, steps, bytes, at, limit, isFinal);
    if (next !== at) return next === limit && !isFinal ? limit : at;
    before = found;
    at += found >> 8;
  }
  return limit;
}

/** Where the match that begins at `start` ends, or `start` where none does. */
function matchEnd(
  classes: Uint8Array,
  steps: Uint16Array,
  bytes: Uint8Array,
  start: number,
  limit: number,
  isFinal: boolean,
): number {
  let state = FIRST;
  let end = start;
  for (let at = start; at < limit;) {
    const found = classAt(classes, bytes, at);
    const step = steps[(state << 5) | (found & 0xff)]!;
    if ((step & 1) !== 0) end = at;
    state = step >> 2;
    if (state === 0) return end;
    at += found >> 8;
  }
  if (!isFinal) return limit;
  return (steps[(state << 5) | classes[BEYOND]!]! & 1) === 0 ? end : limit;
}
