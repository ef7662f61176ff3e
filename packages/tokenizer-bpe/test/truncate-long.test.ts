/** A few tokens of a very long text: as of the whole, and the text may be longer than any piece may be. */
import { expect, test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { BpeTokenizer, type BpeError } from "../src/index.ts";
import { expectAsOfTheWhole } from "./truncate-runs.ts";

/** From some 35,000 units on only the beginning is encoded; truncate-long.long.test.ts has longer texts. */
test.each([gpt2, cl100kBase, o200kBase])("$name: as of the ids of the whole text", (tokenizer) =>
  expectAsOfTheWhole(tokenizer, 40_000),
);

test("35 million letters, more than a piece may have", () => {
  const text = "a".repeat(35_000_000);
  for (const tokenizer of [gpt2, o200kBase]) {
    const ten = tokenizer.truncate(text, 10);
    expect(ten).toBe(tokenizer.decode(tokenizer.encodeOrdinary(text.slice(0, 10_000)).subarray(0, 10)));
    expect(tokenizer.isWithinTokenLimit(text, 1000)).toBe(false);
    expect(tokenizer.isWithinTokenLimit(text, 1000, { allowedSpecial: "all" })).toBe(false);
    expect(tokenizer.truncate(text, 10, { allowedSpecial: "all" })).toBe(ten);
  }
  expect(() => gpt2.countTokens(text)).toThrow(expect.objectContaining({ code: "BPE_PIECE_TOO_LONG" }));
}, 120_000);

test("a pattern of one's own that takes all as one piece", () => {
  const own = BpeTokenizer.fromTiktoken(gpt2.toTiktoken(), { name: "own", pattern: "[^]{1,1000000}" });
  const text = "a".repeat(5_000_000);
  expect(own.truncate(text, 7)).toBe(gpt2.truncate("a".repeat(1000), 7));
  expect(own.isWithinTokenLimit(text, 7)).toBe(false);
});

test("what is no limit is refused before anything is looked at", () => {
  const error = (run: () => unknown): string | undefined => {
    try {
      run();
    } catch (caught) {
      return (caught as BpeError).code;
    }
    return undefined;
  };
  for (const limit of [-1, 1.5, Number.NaN, Infinity])
    expect(error(() => gpt2.truncate("a", limit))).toBe("BPE_INVALID_OPTION");
});
