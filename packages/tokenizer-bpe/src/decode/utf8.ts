/** UTF-8 by its lead bytes: lengths and borders of characters in a run of bytes. */

/** Whether a byte continues a character (10xxxxxx). */
export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** UTF-16 units of the character that a lead byte begins: 2 from U+10000 on, else 1. */
export function utf16Units(leadByte: number): number {
  return leadByte >= 0xf0 ? 2 : 1;
}

/** Bytes of the character that a lead byte begins, 1 to 4. */
function characterBytes(leadByte: number): number {
  if (leadByte < 0xc0) return 1;
  if (leadByte < 0xe0) return 2;
  return leadByte < 0xf0 ? 3 : 4;
}

/** UTF-16 length of the whole characters in bytes that begin on a character and may end within one. */
export function wholeUtf16Length(bytes: Uint8Array): number {
  let units = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    at += characterBytes(lead);
    if (at <= bytes.length) units += utf16Units(lead);
  }
  return units;
}

/** Whether bytes that begin on a character end on one too. */
export function endsWhole(bytes: Uint8Array): boolean {
  let at = bytes.length - 1;
  while (at > 0 && isContinuation(bytes[at]!)) at--;
  return at < 0 || at + characterBytes(bytes[at]!) <= bytes.length;
}
