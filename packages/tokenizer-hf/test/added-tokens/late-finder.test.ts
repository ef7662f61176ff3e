/** A finder that is made late finds what one finds that was there from the beginning. */
import { SpecialTokenFinder, SpecialTokenSearch } from "@windrow/tokenizer-bpe/internal";
import { expect, test } from "vitest";
import type { OpenableFinder } from "../../src/added-tokens/finder.ts";
import { lateFinder } from "../../src/added-tokens/late-finder.ts";

function finderOf(texts: readonly string[]): OpenableFinder {
  const finder = new SpecialTokenFinder(texts);
  return { next: (text, from) => finder.next(text, from), open: () => new SpecialTokenSearch(finder) };
}

const TOKENS = ["<a>", "<a><b>", "\u{1f33e}hay"];

function counted(): { next(text: string, from?: number): unknown; made: () => number } {
  let made = 0;
  const finder = lateFinder(TOKENS, (texts) => {
    made++;
    return finderOf(texts);
  });
  return { next: (text, from = 0) => finder.next(text, from), made: () => made };
}

test("it is made when a text has what a token begins with, once", () => {
  const finder = counted();
  expect([finder.next("hay"), finder.next("a<", 2), finder.next(""), finder.made()]).toEqual([
    undefined,
    undefined,
    undefined,
    0,
  ]);
  expect(finder.next("a<a><b>")).toEqual({ index: 1, token: "<a><b>" });
  expect(finder.next("x\u{1f33e}hay")).toEqual({ index: 1, token: "\u{1f33e}hay" });
  expect(finder.next("hay")).toBeUndefined();
  expect(finder.made()).toBe(1);
});

test("it is made after so many characters, with the same answers", () => {
  const finder = counted();
  for (let i = 0; i < 5; i++) expect(finder.next("hay ".repeat(300))).toBeUndefined();
  expect(finder.made()).toBe(1);
  expect(finder.next(`${"hay ".repeat(300)}<a>`)).toEqual({ index: 1200, token: "<a>" });
});

test("tokens that are too long together are refused at once", () => {
  expect(() => lateFinder(["a".repeat(1 << 20)], finderOf)).toThrow(
    expect.objectContaining({ code: "BPE_INVALID_OPTION" }),
  );
});
