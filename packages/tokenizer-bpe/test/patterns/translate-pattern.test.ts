/** What an expression of JavaScript's is translated to matches what the expression itself does: all short texts are tried. */
import { expect, test } from "vitest";
import { isSamePattern, translatePattern } from "../../src/patterns/translate-pattern.ts";

const TEXTS = ["", "a", "b", "\n"];
for (let length = 1; length <= 4; length++)
  TEXTS.push(
    ...TEXTS.filter((text) => text.length === length).flatMap((text) => ["a", "b", "\n"].map((c) => text + c)),
  );

test.each(["^a", "a$", "^a+$", "a|^b", "b$|a", "^[ab]", "[^a]$", ".b", "(?=b$)b|a"])("%s", (pattern) => {
  const itself = new RegExp(pattern, "gu");
  const translated = new RegExp(translatePattern(pattern, "javascript"), "gu");
  const placesOf = (expression: RegExp, text: string): string[] =>
    Array.from(text.matchAll(expression), ({ 0: found, index }) => `${index}: ${found}`);
  for (const text of TEXTS) expect(placesOf(translated, text), JSON.stringify(text)).toEqual(placesOf(itself, text));
});

// How engines step back over them differs.
test.each([
  [String.raw`(?<=a+)b`, "+ within a look-behind at index 6"],
  [String.raw`(?<!a{2})b`, "{2} within a look-behind at index 8"],
  [String.raw`(?<=(?:a|ab))b`, "a group within a look-behind at index 5"],
  [String.raw`(?<=(a))b`, "a group within a look-behind at index 5"],
  [String.raw`(?<=$)b`, "$ within a look-behind at index 5"],
])("%s is refused, whatever the engine it was written for", (pattern, message) => {
  for (const flavour of ["javascript", "oniguruma", "tiktoken"] as const)
    expect(() => translatePattern(pattern, flavour)).toThrow(message);
  expect(translatePattern("(?<=a)b", "oniguruma")).toBe("(?<=a)b");
});

test("more classes than an expression should be made of are refused", () => {
  expect(() => translatePattern(String.raw`\p{L}`.repeat(1000), "oniguruma")).toThrow(/too many classes at index \d+/);
  expect(translatePattern(String.raw`\p{L}`.repeat(10), "oniguruma").length).toBeGreaterThan(100);
});

test("what JavaScript has no words for means the same in no other engine", () => {
  expect(isSamePattern(String.raw`\p{^L}`, "javascript", "oniguruma")).toBe(false);
  expect(isSamePattern(String.raw`\p{greek}`, "javascript", "oniguruma")).toBe(false);
  expect(isSamePattern(String.raw`\p{L}`, "javascript", "oniguruma")).toBe(true);
});
