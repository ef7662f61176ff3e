/**
 * UTF-8 that comes in parts, cut anywhere, to UTF-16 units, by the Encoding Standard of WHATWG. The same as
 * src/decode/utf8-to-units.ts, which says more; the state is in memory, as it is shared with it.
 */

/** Where integers of the state are, in bytes. */
const POINT: usize = 0;
export const NEEDED: usize = 4;
const LOWEST: usize = 8;
const HIGHEST: usize = 12;
const REPLACED: usize = 16;
export const STATE_BYTES: usize = 20;

const REPLACEMENT: u16 = 0xfffd;

/** Between characters, with nothing replaced. */
export function resetUtf8(state: usize): void {
  store<u32>(state, 0, NEEDED);
  store<u32>(state, 0, REPLACED);
}

/** Whether a character is not complete. */
export function isOpen(state: usize): bool {
  return load<u32>(state, NEEDED) != 0;
}

export function hasReplaced(state: usize): bool {
  return load<u32>(state, REPLACED) != 0;
}

/** Writes the units of the characters that end in these bytes; returns where they end. */
export function pushUtf8(state: usize, bytes: usize, end: usize, units: usize): usize {
  let point = load<u32>(state, POINT);
  let needed = load<u32>(state, NEEDED);
  let lowest = load<u32>(state, LOWEST);
  let highest = load<u32>(state, HIGHEST);
  let to = units;
  for (let at = bytes; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (needed > 0) {
      if (byte >= lowest && byte <= highest) {
        lowest = 0x80;
        highest = 0xbf;
        point = (point << 6) | (byte & 0x3f);
        needed--;
        if (needed == 0) to = storePoint(point, to);
        continue;
      }
      // The character is cut, and this byte begins another.
      needed = 0;
      to = replace(state, to);
    }
    if (byte < 0x80) {
      store<u16>(to, <u16>byte);
      to += 2;
    } else if (byte < 0xc2 || byte > 0xf4) to = replace(state, to);
    else {
      needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      point = byte & (0x3f >> needed);
      lowest = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
      highest = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
    }
  }
  store<u32>(state, point, POINT);
  store<u32>(state, needed, NEEDED);
  store<u32>(state, lowest, LOWEST);
  store<u32>(state, highest, HIGHEST);
  return to;
}

/** Writes U+FFFD for a character that is cut; returns where it ends. */
export function replace(state: usize, units: usize): usize {
  store<u32>(state, 0, NEEDED);
  store<u32>(state, 1, REPLACED);
  store<u16>(units, REPLACEMENT);
  return units + 2;
}

@inline
function storePoint(point: u32, units: usize): usize {
  if (point > 0xffff) {
    store<u16>(units, <u16>(0xd7c0 + (point >> 10)));
    store<u16>(units, <u16>(0xdc00 | (point & 0x3ff)), 2);
    return units + 4;
  }
  store<u16>(units, <u16>point);
  return units + 2;
}
