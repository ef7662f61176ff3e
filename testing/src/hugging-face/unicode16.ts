/** Classes of Unicode 16 as Oniguruma has them, from regenerate-unicode-properties. */
import { createRequire } from "node:module";
import type { CharacterClasses } from "./slow-pattern.ts";

const require = createRequire(import.meta.url);

const CATEGORIES: Readonly<Record<string, string>> = {
  L: "Letter",
  Lu: "Uppercase_Letter",
  Ll: "Lowercase_Letter",
  Lt: "Titlecase_Letter",
  Lm: "Modifier_Letter",
  Lo: "Other_Letter",
  M: "Mark",
  N: "Number",
  Nd: "Decimal_Number",
  Nl: "Letter_Number",
  No: "Other_Number",
  P: "Punctuation",
  Pc: "Connector_Punctuation",
  S: "Symbol",
  Z: "Separator",
};

const known = new Map<string, ReadonlySet<number>>();

function setOf(file: string): ReadonlySet<number> {
  const set =
    known.get(file) ??
    new Set((require(`regenerate-unicode-properties/${file}.js`) as Characters).characters.toArray());
  known.set(file, set);
  return set;
}

interface Characters {
  readonly characters: { toArray(): number[] };
}

export const unicode16: CharacterClasses = (name, codePoint) => {
  const has = (category: string): boolean => setOf(`General_Category/${CATEGORIES[category]!}`).has(codePoint);
  if (name === "s") return setOf("Binary_Property/White_Space").has(codePoint);
  if (name === "d") return has("Nd");
  if (name === "w" && [0xb2, 0xb3, 0xb9, 0xbc, 0xbd, 0xbe].includes(codePoint)) return true;
  if (name === "w" || name === "W")
    return setOf("Binary_Property/Alphabetic").has(codePoint) || ["M", "Nd", "Pc"].some(has);
  return has(name);
};
