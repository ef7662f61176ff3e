/** Where bytes stop being UTF-8; only asked of bytes that are not, as it is slow. */

/** Place of the first byte that begins no code point, or one that is not ended. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = codePointLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** Bytes of the code point that begins here, by table 3-7 of the Unicode standard; 0 where none does. */
function codePointLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = leadLength(lead);
  const second = bytes[at + 1];
  if (second === undefined) return 0;
  // No overlong forms, no surrogates, nothing above U+10FFFF.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function leadLength(lead: number): number {
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/**
 * Where bytes may be cut at or before `end` so that the two sides decode as the whole does, be they
 * UTF-8 or not: before a first byte whose code point goes beyond `end`, else at `end`.
 */
export function cutBetweenCodePoints(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 1; at >= start && at >= end - 3; at--) {
    const byte = bytes[at]!;
    if (byte < 0x80) return end;
    if (byte >= 0xc0) return at + leadLength(byte) > end ? at : end;
  }
  return end;
}
