/**
 * Ids to the UTF-16 units of their tokens. Hot. The same as src/decode/copy-tokens.ts.
 *
 * Sixteen units are copied at once, beyond the token's end: 3 ns an id, where eight and a branch for longer tokens take 3.7.
 */
import {
  AT,
  CUT,
  decodeArena,
  decodeIds,
  decodeIntegers,
  decodeTable,
  decodeUnits,
  IS_WIDE,
  LENGTH,
  LIMIT,
  PLACE_SHIFT,
  tokens,
  WIDE,
} from "./decode-memory";
import { learnToken } from "./learn-token";
import { NEEDED, pushUtf8, replace } from "./utf8-to-units";

/** What is copied at once, in bytes. */
const STEP: usize = 32;

/** Copies tokens; returns how many ids are done. See UnitMemory.copy. */
export function copyTokens(first: u32, count: u32): u32 {
  const state = decodeIntegers;
  const table = decodeTable;
  const arena = decodeArena;
  const size = tokens;
  const start = decodeIds + (<usize>first << 2);
  const end = start + (<usize>count << 2);
  const last = decodeUnits + (<usize>load<u32>(state, LIMIT) << 1);
  let to = decodeUnits + (<usize>load<u32>(state, AT) << 1);
  let seen = load<u32>(state, IS_WIDE);
  let needed = load<u32>(state, NEEDED);
  let at = start;
  while (at < end && to <= last) {
    const id = load<u32>(at);
    if (id >= size) break;
    let entry = load<u32>(table + (<usize>id << 2));
    if (entry == 0) {
      entry = learnToken(id);
      store<u32>(table + (<usize>id << 2), entry);
    }
    const from = arena + (<usize>(entry >> PLACE_SHIFT) << 1);
    const length = <usize>(entry & LENGTH);
    if (length == 0) break;
    if ((entry & CUT) == 0) {
      if (needed != 0) {
        to = replace(state, to);
        needed = 0;
        seen = WIDE;
      }
      const bytes = length << 1;
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      for (let k = STEP; k < bytes; k += STEP) {
        v128.store(to + k, v128.load(from + k));
        v128.store(to + k, v128.load(from + k, 16), 16);
      }
      seen |= entry;
      to += bytes;
    } else {
      to = pushUtf8(state, from, from + length, to);
      needed = load<u32>(state, NEEDED);
      seen = WIDE;
    }
    at += 4;
  }
  store<u32>(state, <u32>(to - decodeUnits) >> 1, AT);
  store<u32>(state, seen & WIDE, IS_WIDE);
  return <u32>(at - start) >> 2;
}
