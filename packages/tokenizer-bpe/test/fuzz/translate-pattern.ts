/**
 * Fuzz target: split patterns of other engines. What is translated has to compile; it is run on short texts
 * only, as a pattern may take exponential time by what it says.
 */
import { fuzzTarget, type FuzzTarget, mutateText, shownText } from "@windrow/testing/fuzz";
import { splitOfPattern } from "../../src/patterns/split-of-pattern.ts";
import { UntranslatablePattern } from "../../src/patterns/pattern-reader.ts";
import { CL100K_PATTERN, O200K_PATTERN, R50K_PATTERN } from "../../src/split/patterns.ts";

const PIECES = [
  "(?i:",
  "(?>",
  "(?<!",
  "(?=",
  "++",
  "?+",
  "{1,3}+",
  "{,5}",
  "{99999999999}",
  "{3,1}",
  "\\p{L}",
  "\\p{^Han}",
  "\\P{__proto__}",
  "\\x{110000}",
  "\\u{d800}",
  "[^",
  "[a-\\d]",
  "\\k<a1>",
  "$",
  "^",
  "&&",
];

export const patternTarget: FuzzTarget = fuzzTarget<string>({
  name: "translate-pattern",
  codes: ["UNTRANSLATABLE"],
  seeds: () => [
    R50K_PATTERN,
    CL100K_PATTERN,
    O200K_PATTERN,
    String.raw`(?i:'s|'t)|\p{L}{1,8}+|[\s]?|(?<=a)b(?!c)|(?>x+)y|.`,
    String.raw`[\p{Han}]+|[\p{Lu}\p{M}&&[^\p{Han}]]*[\p{Ll}&&[^a[b-d]]]+|.`,
  ],
  mutate: (pattern, draw) =>
    draw.chance(0.01) ? draw.of(["(", "(?:", "(?=", "["]).repeat(100_000) + pattern : mutateText(pattern, draw, PIECES),
  attempt(pattern) {
    for (const flavour of ["oniguruma", "python", "tiktoken"] as const) {
      try {
        const split = splitOfPattern(pattern, flavour);
        if (typeof split !== "string") "the 1\n".match(split);
      } catch (error) {
        if (!(error instanceof UntranslatablePattern)) throw error;
      }
    }
  },
  show: shownText,
});
