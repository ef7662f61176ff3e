/** Reads bytes that tools/pack-bytes.mjs has packed; its header has the format. */

const ALPHABET_SIZE = 90;
const SHIFT = 3;
/** Codes of characters: the alphabet begins with the space, and leaves out the quote and the backslash. */
const [FIRST, QUOTE, BACKSLASH, FIRST_MARK] = [0x20, 0x22, 0x5c, 0x7c];

export function unpackBytes(packed: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packed.length);
  let length = 0;
  let before = 0;
  for (let i = 0; i < packed.length; i++) {
    const code = packed.charCodeAt(i);
    if (code >= FIRST_MARK) {
      before = ALPHABET_SIZE * (code - FIRST_MARK + 1);
      continue;
    }
    const place = code - FIRST - (code > QUOTE ? 1 : 0) - (code > BACKSLASH ? 1 : 0);
    bytes[length++] = before + place - SHIFT;
    before = 0;
  }
  return bytes.slice(0, length);
}
