/** Where tokens begin in the text that they make. Source: tiktoken's decode_with_offsets. */
import { isContinuation, utf16Units } from "./utf8.ts";

/** What offsets count: UTF-16 units, as `String.slice` does, or code points, as Python does. */
export type OffsetUnit = "utf16" | "codePoint";

/**
 * The offset of each token; one that begins within a character has that character's offset.
 * @param tokens the bytes of each token, none empty; together they are UTF-8
 */
export function tokenOffsets(tokens: readonly Uint8Array[], unit: OffsetUnit): Int32Array {
  const widthOf = unit === "utf16" ? utf16Units : (): number => 1;
  const offsets = new Int32Array(tokens.length);
  let length = 0;
  let lastWidth = 0;
  for (const [i, bytes] of tokens.entries()) {
    offsets[i] = isContinuation(bytes[0]!) ? length - lastWidth : length;
    for (const byte of bytes) {
      if (isContinuation(byte)) continue;
      lastWidth = widthOf(byte);
      length += lastWidth;
    }
  }
  return offsets;
}
