/**
 * Byte pair merging of a piece of up to 256 bytes: the pair of the lowest rank is looked for again after each merge,
 * 16 at a time. Hot.
 *
 * Input: at least 2 bytes. Output: the numbers of the tokens in PARTS. Cost: length / 16 steps and two lookups
 * a merge.
 */
import { BEFORE, MAKES, NEXT, PARTS } from "./merge-space";
import { byteId, bytePairAt, findPair, NO_PAIR, tokenOf } from "./vocabulary";

/** Above all pairs. */
const NOTHING: u32 = 0xffffffff;

/** Returns how many parts are left. */
export function mergeShort(piece: usize, length: u32): u32 {
  const lastPart = length - 1;
  for (let i: u32 = 0; i < lastPart; i++) {
    store<u32>(MAKES + (i << 2), pairAt(bytePairAt(piece + i), i));
    store<u32>(PARTS + (i << 2), byteId(<u32>load<u8>(piece + i)));
    store<u16>(NEXT + (i << 1), <u16>(i + 1));
    store<u16>(BEFORE + (i << 1), <u16>(i - 1));
  }
  store<u32>(PARTS + (lastPart << 2), byteId(<u32>load<u8>(piece + lastPart)));
  store<u16>(NEXT + (lastPart << 1), <u16>length);
  store<u16>(BEFORE + (lastPart << 1), <u16>(lastPart - 1));
  const end = MAKES + (((length + 15) >> 4) << 6);
  for (let at = MAKES + (lastPart << 2); at < end; at += 4) store<u32>(at, NOTHING);

  let left = length;
  let lowest = lowestOf(end);
  while (lowest != NOTHING) {
    const place = lowest & 0xff;
    const token = tokenOf(lowest >> 8);
    const gone = <u32>load<u16>(NEXT + (place << 1));
    const after = <u32>load<u16>(NEXT + (gone << 1));
    left--;
    store<u32>(PARTS + (place << 2), token);
    store<u16>(NEXT + (place << 1), <u16>after);
    store<u32>(MAKES + (gone << 2), NOTHING);
    let makes = NOTHING;
    if (after < length) {
      store<u16>(BEFORE + (after << 1), <u16>place);
      makes = pairAt(findPair(token, load<u32>(PARTS + (after << 2))), place);
    }
    store<u32>(MAKES + (place << 2), makes);
    if (place > 0) {
      const before = <u32>load<u16>(BEFORE + (place << 1));
      store<u32>(MAKES + (before << 2), pairAt(findPair(load<u32>(PARTS + (before << 2)), token), before));
    }
    lowest = lowestOf(end);
  }
  for (let i: u32 = 0, place: u32 = 0; i < left; i++) {
    store<u32>(PARTS + (i << 2), load<u32>(PARTS + (place << 2)));
    place = <u32>load<u16>(NEXT + (place << 1));
  }
  return left;
}

@inline
function pairAt(rank: u32, place: u32): u32 {
  return rank == NO_PAIR ? NOTHING : (rank << 8) | place;
}

/** The lowest of MAKES, which ends at `end`; 16 numbers are looked at together. */
@inline
function lowestOf(end: usize): u32 {
  let a = v128.load(MAKES);
  let b = v128.load(MAKES, 16);
  let c = v128.load(MAKES, 32);
  let d = v128.load(MAKES, 48);
  for (let at = MAKES + 64; at < end; at += 64) {
    a = v128.min<u32>(a, v128.load(at));
    b = v128.min<u32>(b, v128.load(at, 16));
    c = v128.min<u32>(c, v128.load(at, 32));
    d = v128.min<u32>(d, v128.load(at, 48));
  }
  a = v128.min<u32>(v128.min<u32>(a, b), v128.min<u32>(c, d));
  a = v128.min<u32>(a, v128.shuffle<u32>(a, a, 2, 3, 0, 1));
  a = v128.min<u32>(a, v128.shuffle<u32>(a, a, 1, 0, 3, 2));
  return v128.extract_lane<u32>(a, 0);
}
