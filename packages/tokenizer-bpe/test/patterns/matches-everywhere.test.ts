/** A pattern that is said to match everywhere matches every character at every place. */
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { matchesEverywhere } from "../../src/patterns/matches-everywhere.ts";
import { UntranslatablePattern } from "../../src/patterns/pattern-reader.ts";
import { PORTABLE_PATTERNS, scannedPattern } from "../../src/patterns/split-of-pattern.ts";
import { translatePattern } from "../../src/patterns/translate-pattern.ts";
import { CL100K_PATTERN, O200K_PATTERN, R50K_PATTERN } from "../../src/split/patterns.ts";

const ATOMS = [
  "a",
  "[^a]",
  "[ab]",
  "[^ab]",
  ".",
  "\\n",
  "\\s",
  "\\S",
  "\\p{L}",
  "\\P{L}",
  "(?i:a|b)",
  "(?:a|[^a])",
  "(?>a|ab)",
  "(?:a?)b",
  "(?=a)",
  "(?!\\S)",
  "(?<!a)",
  "$",
  "(?:\\s|\\S)",
];
const QUANTIFIERS = ["", "", "", "+", "*", "?", "++", "?+", "*+", "+?", "??", "{1,3}", "{2}", "{1,3}+", "{0,2}"];

test.each([
  [R50K_PATTERN, true],
  [CL100K_PATTERN, true],
  [O200K_PATTERN, true],
  ...Object.values(PORTABLE_PATTERNS).map((pattern): [string, boolean] => [pattern, true]),
  ["[\\s\\S]", true],
  ["a|[^a]{1,3}", true],
  ["a?[^b]|b", true],
  ["a?+[^b]|b", false],
  ["(?i:a)|[^aA]", true],
  ["a|[^ab]", false],
  [".", false],
  ["(?:a|[^a])b", false],
  ["[\\s\\S]{2}", false],
  ["[\\s\\S](?!a)", false],
])("%s", (pattern, isEverywhere) => {
  expect(matchesEverywhere(pattern, "oniguruma")).toBe(isEverywhere);
});

test.each(["oniguruma", "python"] as const)("random patterns of %s", (flavour) => {
  // Each text draws a pattern: its units choose the parts.
  const drawn = seededTexts(7, 2000, { words: ["a", "b", "|", "c"] });
  const texts = seededTexts(8, 30, { words: ["a", "b", "ab", "\n", " ", "é"] }).map((text) => text.slice(0, 9));
  let count = 0;
  for (const text of drawn) {
    const units = Array.from({ length: Math.min(text.length, 12) }, (_, i) => text.charCodeAt(i));
    const pattern = units
      .map((unit, i) => {
        if (i % 3 === 0) return ATOMS[unit % ATOMS.length];
        return i % 3 === 1 ? QUANTIFIERS[unit % QUANTIFIERS.length] : unit % 3 === 0 ? "" : "|";
      })
      .join("");
    const expression = compiled(pattern, flavour);
    if (expression === undefined || !matchesEverywhere(pattern, flavour)) continue;
    count++;
    for (const one of texts) expect([pattern, one, firstUnmatched(expression, one)]).toEqual([pattern, one, -1]);
  }
  expect(count).toBeGreaterThan(20);
});

function compiled(pattern: string, flavour: "oniguruma" | "python"): RegExp | undefined {
  try {
    return new RegExp(translatePattern(pattern, flavour), "uy");
  } catch (error) {
    if (error instanceof UntranslatablePattern) return undefined;
    throw error;
  }
}

/** Where a text has a place, of any, at which nothing matches; -1 where it has none. */
function firstUnmatched(expression: RegExp, text: string): number {
  for (let at = 0; at < text.length; at += String.fromCodePoint(text.codePointAt(at)!).length) {
    expression.lastIndex = at;
    if (!expression.test(text)) return at;
  }
  return -1;
}

test("those that have a scanner do, which leaves nothing out", () => {
  const scanned = Object.entries(PORTABLE_PATTERNS)
    .flat()
    .filter((pattern) => scannedPattern(pattern) !== undefined);
  expect(scanned.length).toBeGreaterThan(5);
  expect(scanned.filter((pattern) => !matchesEverywhere(pattern, "oniguruma"))).toEqual([]);
});
