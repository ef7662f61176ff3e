/**
 * Unicode's properties beyond general categories, for patterns that ask for them by name: the scripts, and some binary
 * properties as far as no other class says what they are. From the same version of Unicode.
 *
 * Format: `name=runs` for each, `;` between them; runs as in tools/pack-finer-classes.mjs.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { packRuns } from "./pack-finer-classes.mjs";

/** Without what src/patterns/named-properties.ts adds to it: the categories that are wholly in it. */
const BINARY_PROPERTIES = {
  Alphabetic: ["Letter", "Letter_Number"],
  Lowercase: ["Lowercase_Letter"],
  Uppercase: ["Uppercase_Letter"],
  Emoji: [],
  Emoji_Component: [],
  Emoji_Modifier: [],
  Emoji_Modifier_Base: [],
  Emoji_Presentation: [],
  Extended_Pictographic: [],
  Ideographic: [],
  Unified_Ideograph: [],
};

/** @param require of a folder that has regenerate-unicode-properties */
export function packProperties(require) {
  const codePointsOf = (property) => require(`regenerate-unicode-properties/${property}.js`).characters.toArray();
  const folder = join(dirname(require.resolve("regenerate-unicode-properties/unicode-version.js")), "Script");
  const scripts = readdirSync(folder).map((file) => file.replace(/\.js$/, ""));
  const properties = scripts.map((name) => [name, codePointsOf(`Script/${name}`)]);
  for (const [name, categories] of Object.entries(BINARY_PROPERTIES)) {
    const known = new Set(categories.flatMap((category) => codePointsOf(`General_Category/${category}`)));
    properties.push([name, codePointsOf(`Binary_Property/${name}`).filter((codePoint) => !known.has(codePoint))]);
  }
  return properties.map(([name, codePoints]) => `${name}=${packRuns(codePoints)}`).join(";");
}
