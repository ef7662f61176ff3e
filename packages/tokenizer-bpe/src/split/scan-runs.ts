/**
 * Runs of characters of one class in UTF-8: what the split patterns are made of. Hot.
 *
 * Input: whole characters of valid UTF-8, then the byte STOP, which ends every run, so that no
 * loop asks where the text ends. Output: where the run ends. Cost: one table lookup a character.
 */
import { CLASS_BY_BYTE, CLASS_BY_CODE_POINT, END, LETTER, NUMBER, SPACE, WIDE } from "./character-classes.ts";

/** Stands after the last byte of a text; no UTF-8 has it. */
export const STOP = 0xff;

/** Class of the character at `at` in bits 0 to 7, its bytes in bits 8 up. */
export function classAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  return lead < 0x80 ? CLASS_BY_BYTE[lead]! | 0x100 : wideClassAt(bytes, at);
}

/** The same for a character beyond ASCII, and for STOP. */
function wideClassAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0xe0) return CLASS_BY_CODE_POINT[((lead & 0x1f) << 6) | (bytes[at + 1]! & 0x3f)]! | 0x200;
  const tail = ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f);
  if (lead < 0xf0) return CLASS_BY_CODE_POINT[((lead & 0x0f) << 12) | tail]! | 0x300;
  if (lead === STOP) return END;
  return CLASS_BY_CODE_POINT[((lead & 0x07) << 18) | (tail << 6) | (bytes[at + 3]! & 0x3f)]! | 0x400;
}

/** End of the run of characters that have one of the bits. */
export function runEnd(bytes: Uint8Array, at: number, bits: number): number {
  for (;;) {
    while ((CLASS_BY_BYTE[bytes[at]!]! & bits) !== 0) at++;
    if (bytes[at]! < 0x80) return at;
    const found = wideClassAt(bytes, at);
    if ((found & bits) === 0) return at;
    at += found >> 8;
  }
}

/** End of the run of characters that are not letters, numbers or white space. */
export function punctuationEnd(bytes: Uint8Array, at: number): number {
  for (;;) {
    while ((CLASS_BY_BYTE[bytes[at]!]! & (LETTER | NUMBER | SPACE | WIDE)) === 0) at++;
    if (bytes[at]! < 0x80) return at;
    const found = wideClassAt(bytes, at);
    if ((found & (LETTER | NUMBER | SPACE | END)) !== 0) return at;
    at += found >> 8;
  }
}

/** End of a run of at most three numbers. */
export function threeNumbersEnd(bytes: Uint8Array, at: number): number {
  for (let count = 0; count < 3; count++) {
    const found = classAt(bytes, at);
    if ((found & NUMBER) === 0) break;
    at += found >> 8;
  }
  return at;
}

/**
 * White space that nothing else takes: `\s*[\r\n]+|\s+(?!\S)|\s+`, the run to its last line end, or
 * else all but the last character, which belongs to what follows.
 * @param at where the white space begins
 * @param end where the run ends, before the end of the text
 * @param takesNewlines whether line ends end a piece
 */
export function spacePieceEnd(bytes: Uint8Array, at: number, end: number, takesNewlines: boolean): number {
  if (takesNewlines) {
    for (let last = end - 1; last >= at; last--) {
      const byte = bytes[last]!;
      if (byte === 0x0a || byte === 0x0d) return last + 1;
    }
  }
  let last = end - 1;
  while ((bytes[last]! & 0xc0) === 0x80) last--;
  return last > at ? last : end;
}

/** The same at the end of a text, which `\s+(?!\S)` matches whole: the run to its last line end, or else all of it. */
export function lastSpacePieceEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let last = end - 1; last >= at; last--) {
    const byte = bytes[last]!;
    if (byte === 0x0a || byte === 0x0d) return last + 1;
  }
  return end;
}
