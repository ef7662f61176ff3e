/** Where UTF-8 is whole, and where it is none. */

/** The text of bytes, or null where they are not UTF-8. */
export function textOrNull(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Index at which the last character begins if it is cut, else the length. */
export function endOfWholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Code points in whole characters: the bytes that do not go on with one, four at a time. */
export function countCodePoints(bytes: Uint8Array): number {
  let goingOn = 0;
  let at = 0;
  const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
  for (; at < bytes.length && (bytes.byteOffset + at) % 4 > 0; at++) if (isContinuation(bytes[at]!)) goingOn++;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    // A continuation is 10xxxxxx: bit 7 and not bit 6, moved to the lowest bit of each byte; then the four are added.
    const bits = (word >>> 7) & ~(word >>> 6) & 0x01010101;
    goingOn += Math.imul(bits, 0x01010101) >>> 24;
  }
  for (at += 4 * words.length; at < bytes.length; at++) if (isContinuation(bytes[at]!)) goingOn++;
  return bytes.length - goingOn;
}

/** Index of the byte at which the first character that is not UTF-8 begins. */
export function firstInvalidByte(bytes: Uint8Array): number {
  // The longest beginning that may still become UTF-8, by bisection; its last character may be cut.
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodeBeginning(bytes, middle) === undefined) bad = middle;
    else good = middle;
  }
  return Buffer.byteLength(decodeBeginning(bytes, good)!);
}

/** Whether these bytes are the beginning of one character, of which the rest is missing. */
export function isCutCharacter(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.length < 4 && decodeBeginning(bytes, bytes.length) === "";
}

/** The whole characters of `bytes[0 .. end - 1]`, or undefined where it can't be a beginning of UTF-8. */
function decodeBeginning(bytes: Uint8Array, end: number): string | undefined {
  try {
    // A byte order mark stays, as it does in Python's open(encoding="UTF-8").
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream: true });
  } catch {
    return undefined;
  }
}
