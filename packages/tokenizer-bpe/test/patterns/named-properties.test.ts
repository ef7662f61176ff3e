/** Scripts and binary properties against the lists of regenerate-unicode-properties, which has Unicode 16 too. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { namedProperty } from "../../src/patterns/named-properties.ts";

const require = createRequire(import.meta.url);
const SCRIPTS = readdirSync(
  new URL("./Script", `file://${require.resolve("regenerate-unicode-properties/index.js")}`),
).map((file) => `Script/${file.replace(".js", "")}`);
const BINARY =
  "Alphabetic Lowercase Uppercase Emoji Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation"
    .concat(" Extended_Pictographic Ideographic Unified_Ideograph")
    .split(" ")
    .map((name) => `Binary_Property/${name}`);

test.each([...SCRIPTS, ...BINARY])("%s", (path) => {
  const { characters } = require(`regenerate-unicode-properties/${path}.js`) as { characters: { data: number[] } };
  // Pairs of first code point and the one after the last.
  const expected = characters.data.map((point, i) => (i % 2 === 0 ? point : point - 1));
  const name = path.slice(path.indexOf("/") + 1);
  expect(namedProperty(name)).toEqual(expected);
  expect(namedProperty(name.toLowerCase().replaceAll("_", " "))).toEqual(expected);
});

test("names that are not known", () => {
  expect(SCRIPTS.length).toBeGreaterThan(160);
  for (const name of ["Hani", "Letter", "constructor", ""]) expect(namedProperty(name)).toBeUndefined();
});
