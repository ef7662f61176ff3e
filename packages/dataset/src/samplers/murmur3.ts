/**
 * MurmurHash3_x86_32 over 32-bit words: a checksum for states, and the words of a permutation's key.
 * Not for secrets. Source: Austin Appleby, MurmurHash3.cpp, public domain.
 */

/** Hash of the words, an integer `0 <= x < 2^32`: what the reference gives for their little-endian bytes. */
export function murmur3(words: ArrayLike<number>, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < words.length; i++) {
    let word = Math.imul(words[i]!, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= 4 * words.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
