/** truncate-long.test.ts, with longer texts, and one that is longer than any piece may be. */
import { expect, test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { expectAsOfTheWhole } from "./truncate-runs.ts";

test.each([gpt2, cl100kBase, o200kBase])("$name: as of the ids of the whole text", (tokenizer) =>
  expectAsOfTheWhole(tokenizer, 80_000),
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
