/** What an expression of JavaScript's is translated to matches what the expression itself does: all short texts are tried. */
import { expect, test } from "vitest";
import { translatePattern } from "../../src/patterns/translate-pattern.ts";

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
