/** Figures of Hugging Face tokenizers 0.23.2. */
import { expect, test } from "vitest";
import { AlignedText } from "../../src/aligned/aligned-text.ts";
import { UnicodeScripts } from "../../src/pre-tokenizers/unicode-scripts.ts";

test.each([
  ["spaces at the beginning are in no piece", "  a b", ["a b"]],
  ["Han, Hiragana, Katakana and the sign for long vowels are one", "ab1 カなー漢", ["ab", "1 ", "カなー漢"]],
  ["what is not assigned goes with any", "a\u0378\u0431", ["a\u0378", "\u0431"]],
  ["marks are of a script of their own", "\u00e9 e\u0301", ["\u00e9 e", "\u0301"]],
  ["a mark of Arabic is common", "\u061c\u0627", ["\u061c", "\u0627"]],
  ["only spaces", "  ", []],
])("%s", (_, text, pieces) => {
  expect(Array.from(new UnicodeScripts().split(AlignedText.of(text)), (piece) => piece.text)).toEqual(pieces);
});
