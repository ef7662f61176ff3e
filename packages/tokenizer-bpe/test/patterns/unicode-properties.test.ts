/** Properties against the lists of regenerate-unicode-properties, which has Unicode 16 too. */
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { property } from "../../src/patterns/unicode-properties.ts";

const require = createRequire(import.meta.url);

test.each([
  ["L", "Letter"],
  ["Lu", "Uppercase_Letter"],
  ["Ll", "Lowercase_Letter"],
  ["Lt", "Titlecase_Letter"],
  ["Lm", "Modifier_Letter"],
  ["Lo", "Other_Letter"],
  ["M", "Mark"],
  ["Mn", "Nonspacing_Mark"],
  ["Mc", "Spacing_Mark"],
  ["Me", "Enclosing_Mark"],
  ["N", "Number"],
  ["Nd", "Decimal_Number"],
  ["Nl", "Letter_Number"],
  ["No", "Other_Number"],
  ["P", "Punctuation"],
  ["Pc", "Connector_Punctuation"],
  ["Pd", "Dash_Punctuation"],
  ["Ps", "Open_Punctuation"],
  ["Pe", "Close_Punctuation"],
  ["Pi", "Initial_Punctuation"],
  ["Pf", "Final_Punctuation"],
  ["Po", "Other_Punctuation"],
  ["S", "Symbol"],
  ["Sm", "Math_Symbol"],
  ["Sc", "Currency_Symbol"],
  ["Sk", "Modifier_Symbol"],
  ["So", "Other_Symbol"],
  ["Z", "Separator"],
  ["Zs", "Space_Separator"],
  ["Zl", "Line_Separator"],
  ["Zp", "Paragraph_Separator"],
  ["C", "Other"],
  ["Cc", "Control"],
  ["Cf", "Format"],
  ["Cs", "Surrogate"],
  ["Co", "Private_Use"],
  ["Cn", "Unassigned"],
])("%s has the code points of %s, in ascending runs with a gap between, by either name", (short, long) => {
  const { characters } = require(`regenerate-unicode-properties/General_Category/${long}.js`) as {
    characters: { data: number[] };
  };
  // Pairs of first code point and the one after the last.
  const expected = characters.data.map((point, i) => (i % 2 === 0 ? point : point - 1));
  expect(property(short)).toEqual(expected);
  expect(property(long)).toEqual(expected);
});

test("white space, and names that are not known", () => {
  expect(property("space")).toEqual(
    [
      [9, 13],
      [32, 32],
      [133, 133],
      [160, 160],
      [5760, 5760],
      [8192, 8202],
      [8232, 8233],
      [8239, 8239],
      [8287, 8287],
    ]
      .concat([[12288, 12288]])
      .flat(),
  );
  for (const name of ["Greek", "constructor", ""]) expect(property(name)).toBeUndefined();
});
