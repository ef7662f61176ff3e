/**
 * Copies the units of tokens to those of a text. Hot; assembly/decode.ts does the same.
 *
 * Ids are any integers; entries of the table are as unit-memory.ts has them. Eight units are copied at once, beyond the
 * token's end, and pairs from there on: 9 ns an id of English in Node 20, of which finding the entry takes 1.5. By single
 * units 18 ns; four at once 12, as one token in three then takes a branch that was not foreseen; as bytes 6, which then
 * cost more to be made a string; as 64-bit integers 50; as float64 7, but that some units are not numbers, whose bits an
 * engine may change.
 */
import { endUtf8, NEEDED, pushUtf8 } from "./utf8-to-units.ts";
import { AT, CUT, IS_WIDE, LENGTH, LIMIT, PLACE_SHIFT, type UnitMemory, WIDE } from "./unit-memory.ts";

/** The memory, and views of its arena and its units. */
export interface CopiedMemory extends UnitMemory {
  readonly arenaView: DataView;
  readonly unitsView: DataView;
}

/** See UnitMemory.copy. */
export function copyTokens(memory: CopiedMemory, first: number, count: number): number {
  const { table, arenaBytes, arenaView, ids, units, unitsView, integers } = memory;
  const size = table.length;
  const end = first + count;
  const limit = integers[LIMIT]!;
  let at = integers[AT]!;
  let seen = integers[IS_WIDE]!;
  let i = first;
  while (i < end) {
    for (; i < end && at <= limit; i++) {
      const entry = ids[i]! >>> 0 < size ? table[ids[i]!]! : 0;
      if ((entry & CUT) === 0) break;
      const start = (entry >> PLACE_SHIFT) << 1;
      at = pushUtf8(integers, arenaBytes, start, start + (entry & LENGTH), units, at);
      seen = WIDE;
    }
    if (i === end || at > limit) break;
    const isKnown = ids[i]! >>> 0 < size && (table[ids[i]!]! & LENGTH) !== 0;
    if (!isKnown) break;
    if (integers[NEEDED] !== 0) {
      at = endUtf8(integers, units, at);
      seen = WIDE;
    }
    // Tokens that are not cut. Without a call in the loop the engine keeps the arrays' addresses.
    for (; i < end && at <= limit; i++) {
      const id = ids[i]!;
      if (id >>> 0 >= size) break;
      const entry = table[id]!;
      // Cut, or of the length 0.
      if (((entry & (CUT | LENGTH)) - 1) >>> 0 >= LENGTH) break;
      const from = (entry >> PLACE_SHIFT) << 1;
      const to = at << 1;
      unitsView.setInt32(to, arenaView.getInt32(from, true), true);
      unitsView.setInt32(to + 4, arenaView.getInt32(from + 4, true), true);
      unitsView.setInt32(to + 8, arenaView.getInt32(from + 8, true), true);
      unitsView.setInt32(to + 12, arenaView.getInt32(from + 12, true), true);
      const length = entry & LENGTH;
      for (let k = 16; k < length << 1; k += 4) {
        unitsView.setInt32(to + k, arenaView.getInt32(from + k, true), true);
      }
      seen |= entry;
      at += length;
    }
  }
  integers[AT] = at;
  integers[IS_WIDE] = seen & WIDE;
  return i - first;
}
