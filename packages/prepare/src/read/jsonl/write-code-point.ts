/** Writes a code point in UTF-8; returns where the next goes. */
export function writeCodePoint(codePoint: number, bytes: Uint8Array, at: number): number {
  if (codePoint < 0x80) bytes[at++] = codePoint;
  else {
    if (codePoint < 0x800) bytes[at++] = 0xc0 | (codePoint >> 6);
    else {
      if (codePoint < 0x10000) bytes[at++] = 0xe0 | (codePoint >> 12);
      else {
        bytes[at++] = 0xf0 | (codePoint >> 18);
        bytes[at++] = 0x80 | ((codePoint >> 12) & 0x3f);
      }
      bytes[at++] = 0x80 | ((codePoint >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (codePoint & 0x3f);
  }
  return at;
}
