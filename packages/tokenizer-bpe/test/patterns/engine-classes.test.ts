/** Sets in words of the engine's categories, and own patterns with them, against ranges on every code point. */
import { describe, expect, test } from "vitest";
import { translatePattern } from "../../src/patterns/translate-pattern.ts";
import {
  codePointSet,
  type CodePointSet,
  complementOf,
  rangesOf,
  setOfCharacters,
  unionOf,
} from "../../src/patterns/code-point-set.ts";
import { MAX_OPTIMIZED, sourceInClasses } from "../../src/patterns/engine-classes.ts";
import { compileOwnPattern } from "../../src/patterns/own-pattern.ts";
import { property } from "../../src/patterns/unicode-properties.ts";

/** All of a set, halves of surrogate pairs in an order in which they make no pairs. */
function textOf(set: CodePointSet): string {
  const halves: string[] = [];
  const whole: string[] = [];
  for (let i = 0; i < set.length; i += 2)
    for (let point = set[i]!; point <= set[i + 1]!; point++)
      (point >= 0xd800 && point < 0xe000 ? halves : whole).push(String.fromCodePoint(point));
  return halves.toReversed().join("") + whole.join("");
}

/** The first code point on which an expression of one character and a set differ. @param inside all of the set, and all others */
function firstDifference(source: string, inside: string, outside: string): string | undefined {
  const strange = new RegExp(`(?!${source})[^]`, "u").exec(inside) ?? new RegExp(source, "u").exec(outside);
  return strange?.[0].codePointAt(0)!.toString(16);
}

const all = (names: string): CodePointSet => unionOf(...names.split(" ").map((name) => property(name)!));
const SETS: Readonly<Record<string, CodePointSet>> = {
  ...Object.fromEntries(
    ["L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "N", "space", "word"].map((name) => [name, all(name)]),
  ),
  "Lu Lt Lm Lo M": all("Lu Lt Lm Lo M"),
  "Ll Lm Lo M": all("Ll Lm Lo M"),
  "line ends, L, N": unionOf(all("L N"), setOfCharacters("\r\n")),
  "space, L, N": all("space L N"),
  "letters of Latin but one, half of the surrogates": codePointSet([
    [0x41, 0x4f],
    [0x51, 0x5a],
    [0xd900, 0xdd00],
  ]),
  nothing: [],
};

describe("sourceInClasses", () => {
  test.each(Object.entries(SETS))("%s, and what is not in it", (_, set) => {
    const [inside, outside] = [textOf(set), textOf(complementOf(set))];
    const sources = [sourceInClasses(set), sourceInClasses(complementOf(set))];
    expect(firstDifference(sources[0]!, inside, outside)).toBeUndefined();
    expect(firstDifference(sources[1]!, outside, inside)).toBeUndefined();
    // As ranges it may have some thousand.
    for (const { length } of sources) expect(length).toBeLessThan(2600);
  });
});

/** Like o200k's: as ranges, its source is longer than what V8 optimizes. */
const WORDS = [
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`,
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`,
  String.raw`\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\P{Lu}|\p{Lu}`,
].join("|");

/** The same in ranges, read by nothing but replacing: what stands in a set stays there. */
function inRanges(pattern: string): string {
  let isInSet = false;
  return pattern.replaceAll(/\\([pP])\{(\w+)\}|\\[^]|[[\]]/g, (found, letter: string | undefined, name: string) => {
    if (found === "[" || found === "]") isInSet = found === "[";
    if (letter === undefined || property(name) === undefined) return found;
    const ranges = rangesOf(letter === "p" ? property(name)! : complementOf(property(name)!));
    return isInSet ? ranges : `[${ranges}]`;
  });
}

const EVERYTHING = textOf([0, 0x10ffff]);

describe("own patterns", () => {
  test.each([
    ["short", String.raw`[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|[^\p{L}\p{N}]`],
    ["long", WORDS],
    ["with negated categories in sets", `[\\P{L}a-d\\-\\]]+|[^\\P{M}\\u{300}]|[^]|${WORDS}`],
    [
      "with scripts and punctuation in sets",
      `[\\p{Script=Greek}\\p{Lu}]+|[\\p{P}\\p{N}]+|[^\\p{S}\\p{Z}\\p{Lo}]|[^]|${WORDS}`,
    ],
    ["with escapes that are not read", `[\\cA\\p{L}\\v]+|[\\u{1f600}\\ud83d\\ude01\\p{N}]|[^]|${WORDS}`],
  ])("%s: every code point as in ranges", (_, pattern) => {
    const pieces = (source: string): string[] => EVERYTHING.match(new RegExp(source, "gu"))!;
    const expected = pieces(inRanges(pattern));
    const found = pieces((compileOwnPattern(pattern).split as RegExp).source);
    expect(found.length).toBe(expected.length);
    expect(found.findIndex((piece, i) => piece !== expected[i])).toBe(-1);
  });

  test("of models are short enough to be optimized", () => {
    expect(inRanges(WORDS).length).toBeGreaterThan(MAX_OPTIMIZED);
    expect((compileOwnPattern(WORDS).split as RegExp).source.length).toBeLessThan(MAX_OPTIMIZED);
    for (const flavour of ["oniguruma", "python"] as const)
      expect(translatePattern(WORDS, flavour).length).toBeLessThan(MAX_OPTIMIZED);
  });
});
