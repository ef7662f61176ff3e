/** Places in a text, counted in bytes of its UTF-8. The text has no half of a surrogate pair. */

/** How many bytes a text has. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit & 0xf800) !== 0xd800 ? 2 : 1;
  }
  return bytes;
}

/**
 * The whole characters that some bytes of a text belong to, in UTF-16 units; those behind the end belong to the last one.
 * @param text not empty
 */
export function charactersOfUtf8(text: string): (start: number, end: number) => readonly [start: number, end: number] {
  const length = utf8Length(text);
  const within = (byte: number): number => Math.min(byte, length - 1);
  if (length === text.length) return (start, end) => [within(start), within(end - 1) + 1];
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    const next = byte + utf8Length(character);
    starts.fill(unit, byte, next);
    ends.fill(unit + character.length, byte, next);
    byte = next;
    unit += character.length;
  }
  return (start, end) => [starts[within(start)]!, end === 0 ? 0 : ends[within(end - 1)]!];
}
