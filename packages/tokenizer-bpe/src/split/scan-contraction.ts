/**
 * `'(?i:[sdmt]|ll|ve|re)`: the English contractions that cl100k and o200k keep apart. Case is
 * folded as Unicode does, so U+017F (the long s) is an s.
 */

/** End of the contraction that begins with the apostrophe at `at`, or `at` where there is none. */
export function contractionEnd(bytes: Uint8Array, at: number): number {
  const second = bytes[at + 1]! | 0x20;
  if (second === 0x73 || second === 0x64 || second === 0x6d || second === 0x74) return at + 2;
  const third = bytes[at + 2]! | 0x20;
  if (second === 0x6c && third === 0x6c) return at + 3;
  if ((second === 0x76 || second === 0x72) && third === 0x65) return at + 3;
  return bytes[at + 1] === 0xc5 && bytes[at + 2] === 0xbf ? at + 3 : at;
}
