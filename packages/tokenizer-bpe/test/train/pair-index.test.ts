/** The table of pairs: each is found under its number, however often the table has grown. */
import { expect, test } from "vitest";
import { PairIndex } from "../../src/train/pair-index.ts";

test("20,000 pairs are found by both of their tokens, and others are not", () => {
  const index = new PairIndex();
  const pairOf = (number: number): [left: number, right: number] => [number % 141, Math.floor(number / 141) * 1000];
  for (let number = 0; number < 20_000; number++) {
    if (index.find(...pairOf(number)) !== -1) expect.unreachable(`${number} is found before it is added`);
    if (index.add(...pairOf(number), number * 3) !== number) expect.unreachable(`${number} has another number`);
    // Not only at the end: a table without an empty slot is searched forever.
    if (number % 997 !== 0) continue;
    for (let earlier = 0; earlier <= number; earlier++)
      if (index.find(...pairOf(earlier)) !== earlier) expect.unreachable(`${earlier} of ${number + 1} is not found`);
  }
  expect(index.size).toBe(20_000);
  expect(index.counts.subarray(0, 20_000)).toEqual(Float64Array.from({ length: 20_000 }, (_, number) => number * 3));
});
