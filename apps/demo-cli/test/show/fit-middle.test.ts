/** Names that are cut in their middle. */
import { expect, test } from "vitest";
import { fitMiddle } from "../../src/show/fit-middle.ts";

test("a name that fits is whole", () => {
  expect(fitMiddle("hay.txt", 7)).toBe("hay.txt");
});

test.each([
  // The ellipsis leaves 19 columns: six for the beginning, 13 for the end.
  [20, "abcdef\u2026nopqrstuvwxyz"],
  [8, "ab\u2026vwxyz"],
  // The ellipsis leaves four: one for the beginning, three for the end.
  [5, "a\u2026xyz"],
  // A third of two columns is none.
  [3, "\u2026yz"],
])("a longer one in %i columns: a third of them show its beginning, the others its end", (width, shown) => {
  expect(fitMiddle("abcdefghijklmnopqrstuvwxyz", width)).toBe(shown);
});

test("a wide character is not halved", () => {
  // Two columns for the beginning, one for the ellipsis; the other five have room for two characters.
  expect(fitMiddle("\u65e5\u672c\u8a9e\u8349\u5c71", 8)).toBe("\u65e5\u2026\u8349\u5c71");
});
