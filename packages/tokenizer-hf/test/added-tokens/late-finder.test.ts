/** A finder that is made late finds what one finds that was there from the beginning. */
import { expect, test } from "vitest";
import type { TokenCursor } from "../../src/added-tokens/finder.ts";
import { lateFinder } from "../../src/added-tokens/late-finder.ts";
import { TokenFinder } from "../../src/added-tokens/token-finder.ts";

const TOKENS = ["<a>", "<a><b>", "\u{1f33e}hay"];

function counted(): {
  next(text: string, from?: number): unknown;
  cursor: () => TokenCursor;
  made: () => number;
} {
  let made = 0;
  const finder = lateFinder(TOKENS, (texts) => {
    made++;
    return new TokenFinder(texts);
  });
  return { next: (text, from = 0) => finder.next(text, from), cursor: () => finder.cursor(), made: () => made };
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

test("a cursor finds the same, and makes it no earlier", () => {
  const finder = counted();
  const cursor = finder.cursor();
  expect([cursor.find("hay", 0), cursor.find("a<", 2), cursor.find("", 0), finder.made()]).toEqual([
    false,
    false,
    false,
    0,
  ]);
  expect(cursor.find("a<a><b>", 0)).toBe(true);
  expect([TOKENS[cursor.token], cursor.index]).toEqual(["<a><b>", 1]);
  expect(cursor.find("a<a><b>", 7)).toBe(false);
  expect(cursor.find("x\u{1f33e}hay", 0)).toBe(true);
  expect([TOKENS[cursor.token], cursor.index, finder.made()]).toEqual(["\u{1f33e}hay", 1, 1]);
});

test("tokens that are too long together are refused at once", () => {
  expect(() => lateFinder(["a".repeat(1 << 20)], (texts) => new TokenFinder(texts))).toThrow(
    expect.objectContaining({ code: "BPE_INVALID_OPTION" }),
  );
});
