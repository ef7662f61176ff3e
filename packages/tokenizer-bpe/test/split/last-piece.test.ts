/** The last piece of a text, beside the last match of an expression that splits the same. */
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { lastPiece } from "../../src/split/last-piece.ts";
import { R50K_PATTERN } from "../../src/split/patterns.ts";

/** R50K_PATTERN in JavaScript, whose white space and letters are the same in these texts. */
const TWIN = /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s/gu;
const utf8 = new TextEncoder();
const lastOf = (text: string): string => text.match(TWIN)?.at(-1) ?? "";

const texts = [
  ...seededTexts(5, 200).map((text) => text.replaceAll(/[\u0085\ufeff\ud800-\udfff\u001c-\u001f]/g, ".")),
  "",
  " ",
  "a",
  "'ll",
  // Longer than a window, and a piece that is.
  `${"rake it ".repeat(10_000)}\n`,
  `hay ${"x".repeat(100_000)}`,
];

test.each([
  ["a scanner", R50K_PATTERN],
  ["an expression", new RegExp(TWIN.source, "uy")],
])("found by %s", (_, split) => {
  for (const text of texts) {
    const found = new TextDecoder("utf-8", { ignoreBOM: true }).decode(lastPiece(split, utf8.encode(text)));
    expect(found, JSON.stringify(text.slice(-60))).toBe(lastOf(text));
  }
});
