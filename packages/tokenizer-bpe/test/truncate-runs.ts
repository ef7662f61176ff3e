/** A few tokens of a long text: as of the ids of the whole. */
import { expect } from "vitest";
import type { BpeTokenizer } from "../src/index.ts";

/** Runs that a pattern does not split, or only by what comes at their end. */
const RUNS: readonly [begins: string, repeated: string][] = [
  ["", "a"],
  ["\n", " "],
  ["\u4e2d", "A"],
  ["word ", "-="],
  ["", "\u00e9"],
];
const ENDS = ["", "a", "x\n"];

/** @param units of each text, in UTF-16 */
export function expectAsOfTheWhole(tokenizer: BpeTokenizer, units: number): void {
  for (const [begins, repeated] of RUNS) {
    for (const end of ENDS) {
      const text = begins + repeated.repeat(units / repeated.length) + end;
      const ids = tokenizer.encodeOrdinary(text);
      for (const most of [1, 5]) {
        const expected = tokenizer.decode(ids.subarray(0, most)).replace(/\ufffd+$/, "");
        expect({ begins, repeated, end, most, length: tokenizer.truncate(text, most).length }).toEqual({
          begins,
          repeated,
          end,
          most,
          length: expected.length,
        });
        expect(tokenizer.isWithinTokenLimit(text, most)).toBe(false);
      }
      expect(tokenizer.truncate(text, ids.length)).toBe(text);
      expect(tokenizer.isWithinTokenLimit(text, ids.length)).toBe(true);
      expect(tokenizer.isWithinTokenLimit(text, ids.length - 1)).toBe(false);
    }
  }
}
