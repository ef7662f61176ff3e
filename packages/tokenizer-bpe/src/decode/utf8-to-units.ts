/**
 * UTF-8 that comes in parts, cut anywhere, to UTF-16 units. Hot where a vocabulary cuts characters.
 *
 * What is not UTF-8 becomes U+FFFD as the Encoding Standard of WHATWG says, whose decoder this is: one for each longest
 * beginning of a character, one for any other byte. A byte order mark is a character like the others.
 * assembly/decode.ts has the same.
 */

/** A decoder's state: integers, so that WebAssembly may share it. */
export type Utf8State = Int32Array;

/** Indices in a state: the code point so far; bytes that it needs yet; the lowest and highest that may come next. */
const POINT = 0;
/** 0 between characters. */
export const NEEDED = 1;
const LOWEST = 2;
const HIGHEST = 3;
/** Whether something was replaced. */
export const REPLACED = 4;
/** Integers in a state. */
export const STATE_LENGTH = 5;

const REPLACEMENT = 0xfffd;

/** Between characters, with nothing replaced. */
export function resetUtf8(state: Utf8State): void {
  state[NEEDED] = 0;
  state[REPLACED] = 0;
}

/**
 * Writes the units of the characters that end in these bytes: at most one for each byte and one more.
 * @returns where the units end
 */
export function pushUtf8(
  state: Utf8State,
  bytes: Uint8Array,
  start: number,
  end: number,
  units: Uint16Array,
  at: number,
): number {
  let point = state[POINT]!;
  let needed = state[NEEDED]!;
  let lowest = state[LOWEST]!;
  let highest = state[HIGHEST]!;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (needed > 0) {
      if (byte >= lowest && byte <= highest) {
        lowest = 0x80;
        highest = 0xbf;
        point = (point << 6) | (byte & 0x3f);
        if (--needed > 0) continue;
        if (point > 0xffff) {
          units[at++] = 0xd7c0 + (point >> 10);
          units[at++] = 0xdc00 | (point & 0x3ff);
        } else units[at++] = point;
        continue;
      }
      // The character is cut, and this byte begins another.
      units[at++] = REPLACEMENT;
      state[REPLACED] = 1;
      needed = 0;
    }
    if (byte < 0x80) units[at++] = byte;
    else if (byte < 0xc2 || byte > 0xf4) {
      units[at++] = REPLACEMENT;
      state[REPLACED] = 1;
    } else {
      needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      point = byte & (0x3f >> needed);
      // No overlong forms, no surrogates, nothing beyond U+10FFFF.
      lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
      highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    }
  }
  state[POINT] = point;
  state[NEEDED] = needed;
  state[LOWEST] = lowest;
  state[HIGHEST] = highest;
  return at;
}

/** Writes U+FFFD where a character is cut at the end; returns where the units end. */
export function endUtf8(state: Utf8State, units: Uint16Array, at: number): number {
  if (state[NEEDED] === 0) return at;
  state[NEEDED] = 0;
  state[REPLACED] = 1;
  units[at] = REPLACEMENT;
  return at + 1;
}
