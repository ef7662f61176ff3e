/**
 * Byte pair merging of a piece of 2 to 16 bytes: as merge-short.ts, but that parts which are merged are closed up, so
 * that neighbours are side by side. Hot.
 */
import { MAKES, PARTS } from "./merge-space";
import { byteId, bytePairAt, findPair, NO_PAIR, tokenOf } from "./vocabulary";

export const MAX_FEW: u32 = 16;

/** Returns how many parts are left. */
export function mergeFew(piece: usize, length: u32): u32 {
  let pairs = length - 1;
  let lowest: u32 = NO_PAIR;
  let at: u32 = 0;
  for (let i: u32 = 0; i < pairs; i++) {
    const made = bytePairAt(piece + i);
    store<u32>(MAKES + (i << 2), made);
    store<u32>(PARTS + (i << 2), byteId(<u32>load<u8>(piece + i)));
    if (made < lowest) {
      lowest = made;
      at = i;
    }
  }
  store<u32>(PARTS + (pairs << 2), byteId(<u32>load<u8>(piece + pairs)));
  while (lowest != NO_PAIR) {
    const token = tokenOf(lowest);
    const place = at;
    pairs--;
    store<u32>(PARTS + (place << 2), token);
    for (let i = place; i < pairs; i++) {
      store<u32>(PARTS + (i << 2), load<u32>(PARTS + (i << 2), 8), 4);
      store<u32>(MAKES + (i << 2), load<u32>(MAKES + (i << 2), 4));
    }
    if (place < pairs) store<u32>(MAKES + (place << 2), findPair(token, load<u32>(PARTS + (place << 2), 4)));
    if (place > 0) store<u32>(MAKES + (place << 2) - 4, findPair(load<u32>(PARTS + (place << 2) - 4), token));
    lowest = NO_PAIR;
    for (let i: u32 = 0; i < pairs; i++) {
      const made = load<u32>(MAKES + (i << 2));
      if (made < lowest) {
        lowest = made;
        at = i;
      }
    }
  }
  return pairs + 1;
}

// Tried and left, each measured on the new pieces of 2 MB of text with empty tables, 280 ns a piece of 7 bytes here:
// - the ranks in vectors, without a loop over what is left: 254 to 160 ns for rare words by themselves, nothing in a text,
//   where the pairs are not in a core's own cache;
// - pairs in buckets of four slots that are compared together, without a branch on what is found: nothing;
// - the pairs of the first 8,192 tokens in a table of their own, and a bit for each other one: 5 % slower;
// - an index of all tokens of up to 8 bytes, which half of the new words are: nothing, and 4 ms to build.
