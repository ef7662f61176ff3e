/**
 * Where things lie in memory. The first part has fixed places; what depends on the vocabulary or grows is
 * allocated behind it, and nothing is ever freed: WebAssembly can't give memory back.
 *
 *     1024   BYTE_IDS      number of each byte's token, u32 x 256
 *     2048   BYTE_CLASSES  class of each byte, u8 x 256
 *     4096   merge space   (merge-short.ts)
 *     8192   KNOWN         a piece without bytes that are not tokens, u8 x 256 (known-bytes.ts)
 *     16384  MERGED        ids of the piece that was merged last, u32 x 256
 *     65536  CLASSES       class of each code point, u8 x 0x110000, and END
 *            TEXT          UTF-8 of the text, u8 x TEXT_CAPACITY, and STOPs behind it
 *            IDS           ids of the text, u32 x TEXT_CAPACITY; behind half of them LENGTHS of pieces, u32
 *            what is allocated
 */

export const BYTE_IDS: usize = 1024;
export const BYTE_CLASSES: usize = 2048;
export const MERGE_SPACE: usize = 4096;
export const KNOWN: usize = 8192;
export const MERGED: usize = 16384;
export const CLASSES: usize = 65536;

/** Bytes of text at most: of 2^16 UTF-16 units, and 2^17 of a piece that waits for its end. */
export const TEXT_CAPACITY: usize = 5 << 16;
/** A block of 64 bytes is read behind the last byte, and 16 more by the cache. */
export const TEXT_PADDING: usize = 128;
export const TEXT: usize = CLASSES + 0x110000 + 64;
export const IDS: usize = TEXT + TEXT_CAPACITY + TEXT_PADDING;
/** Behind as many ids as there are bytes in half of the text. */
export const LENGTHS: usize = IDS + TEXT_CAPACITY * 2;
/** Ids are stored up to 16 bytes beyond their end. */
const IDS_PADDING: usize = 128;

let end: usize = IDS + TEXT_CAPACITY * 4 + IDS_PADDING;

/** Where zeroed bytes are, a multiple of 64; 0 where the engine refuses more memory. */
export function allocate(bytes: usize): usize {
  const start = end;
  const next = start + ((bytes + 63) & ~63);
  const missing = <i32>((next + 0xffff) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return 0;
  end = next;
  return start;
}

/** Gives back what was allocated from a place on, zeroed. */
export function release(start: usize): void {
  memory.fill(start, 0, end - start);
  end = start;
}
