/** A few tokens of a very long text: as of the ids of the whole. */
import { expect, test } from "vitest";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { BpeTokenizer, type BpeError } from "../src/index.ts";
import { expectAsOfTheWhole } from "./truncate-runs.ts";

/**
 * From about 35,000 units on, only the beginning is encoded; truncate-long.long.test.ts has longer texts and other
 * encodings.
 */
test("as of the ids of the whole text", () => expectAsOfTheWhole(gpt2, 40_000));

test("a pattern of your own that takes everything as one piece", () => {
  const own = BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), { name: "own", pattern: "[^]{1,1000000}" });
  const text = "a".repeat(5_000_000);
  expect(own.truncate(text, 7)).toBe(gpt2.truncate("a".repeat(1000), 7));
  expect(own.isWithinTokenLimit(text, 7)).toBe(false);
});

test("what is not a limit is refused before anything is looked at", () => {
  const error = (run: () => unknown): string | undefined => {
    try {
      run();
    } catch (caught) {
      return (caught as BpeError).code;
    }
    return undefined;
  };
  for (const limit of [-1, 1.5, Number.NaN, -Infinity])
    expect(error(() => gpt2.truncate("a", limit))).toBe("BPE_INVALID_OPTION");
});
