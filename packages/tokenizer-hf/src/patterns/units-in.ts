/** The characters of a set that are one UTF-16 unit each, as a table. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

export interface Units {
  /** 1 by unit for those that are in the set. Halves of surrogate pairs are in none. */
  readonly units: Uint8Array;
  /** Whether these are all of the set. */
  readonly areAll: boolean;
}

export function unitsIn(set: CodePointSet): Units {
  const units = new Uint8Array(1 << 16);
  for (let i = 0; i < set.length; i += 2) units.fill(1, set[i]!, Math.min(set[i + 1]!, 0xffff) + 1);
  const hasHalves = units.subarray(0xd800, 0xe000).includes(1);
  units.fill(0, 0xd800, 0xe000);
  return { units, areAll: !hasHalves && (set.at(-1) ?? 0) <= 0xffff };
}
