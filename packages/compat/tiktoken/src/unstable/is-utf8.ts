/** Whether bytes are UTF-8 as a whole: characters in their shortest form, no surrogates, nothing cut. */
export function isUtf8(bytes: Uint8Array): boolean {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i++]!;
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const second = bytes[i]!;
    // Behind these four leads the second byte has less room: shortest forms, surrogates, the end of Unicode.
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    const end = i + (lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3);
    if (end > bytes.length || second < least || second > most) return false;
    for (i++; i < end; i++) if ((bytes[i]! & 0xc0) !== 0x80) return false;
  }
  return true;
}
