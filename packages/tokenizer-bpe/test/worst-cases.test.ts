/**
 * Splitting takes work in proportion to the text, also for texts made to defeat it. No time is measured: the
 * bytes that a scanner reads are counted.
 */
import { describe, expect, test } from "vitest";
import { CL100K_PATTERN, O200K_PATTERN, R50K_PATTERN, scannerOf } from "../src/split/patterns.ts";
import { STOP } from "../src/split/scan-runs.ts";
import { ENDS, WORST_CASES } from "./worst-cases.ts";

/** How often each byte may be read: a few looks ahead, and once more for what is given back. */
const MAX_READS_PER_BYTE = 12;

/** Reads of bytes until a text is split to its end. */
function readsToSplit(pattern: string, text: string): { readonly reads: number; readonly bytes: number } {
  const utf8 = new TextEncoder().encode(text);
  let reads = 0;
  const bytes = new Proxy(Uint8Array.of(...utf8, STOP, STOP, STOP, STOP), {
    get(target, place) {
      reads++;
      return target[Number(place)];
    },
  });
  const scan = scannerOf(pattern);
  for (let at = 0; at < utf8.length;) {
    const end = scan(bytes, at, utf8.length, true);
    if (!(end > at && end <= utf8.length)) throw new Error(`a piece from ${at} to ${end}`);
    at = end;
  }
  return { reads, bytes: utf8.length };
}

describe.each([
  ["gpt2, r50k_base, p50k_base, p50k_edit", R50K_PATTERN],
  ["cl100k_base", CL100K_PATTERN],
  ["o200k_base, o200k_harmony", O200K_PATTERN],
])("%s", (_, pattern) => {
  test.each(WORST_CASES)("%j again and again", (unit) => {
    for (const end of ENDS) {
      const { reads, bytes } = readsToSplit(pattern, unit.repeat(8000 / unit.length) + end);
      expect(reads / bytes).toBeLessThan(MAX_READS_PER_BYTE);
    }
  });

  test("runs of each, one behind the other, of growing length", () => {
    const text = (length: number): string => WORST_CASES.map((unit) => unit.repeat(length)).join("x");
    for (const length of [10, 100, 1000]) {
      const { reads, bytes } = readsToSplit(pattern, text(length));
      expect(reads / bytes).toBeLessThan(MAX_READS_PER_BYTE);
    }
  });
});

test("what is counted would be seen: a scanner that looks to the end from each byte", () => {
  let reads = 0;
  const bytes = new Proxy(new Uint8Array(1000), { get: (target, place) => (reads++, target[Number(place)]) });
  for (let at = 0; at < 1000; at++) for (let next = at; next < 1000; next++) void bytes[next];
  expect(reads / 1000).toBeGreaterThan(MAX_READS_PER_BYTE);
});
