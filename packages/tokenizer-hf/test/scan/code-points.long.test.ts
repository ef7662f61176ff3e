/** Every code point between letters, spaces, digits, punctuation, line ends and Chinese: tables in both engines, against the steps. */
import { describe, expect, test } from "vitest";
import { SplitFamily } from "./split-families.ts";

/** Code points of one text: more of them make texts of many blocks, in which each stands at another place. */
const TOGETHER = 16;

const textOf = (c: string): string => `a${c}b ${c}1${c}!${c}${c}A '${c}s\n${c}\n ${c} \r\n${c}\u4e2d${c}34 `;

/** One code point in so many of each plane: few where nothing is assigned, or only private characters. */
const apartIn = (plane: number): number => (plane < 2 || plane === 14 ? 1 : plane < 4 ? 7 : 61);
/** The first has every one, the others as many fewer. */
const FAMILIES = { deepseek_v3: 1, qwen3_5: 7, kimi: 7, starcoder: 7 };

describe.each(Object.entries(FAMILIES))("%s", (name, fewer) => {
  const family = new SplitFamily(name);

  test.each(Array.from({ length: 17 }, (_unused, plane) => plane))("plane %i", (plane) => {
    const apart = apartIn(plane) * fewer;
    for (let first = plane << 16; first < (plane + 1) << 16; first += TOGETHER * apart) {
      // Halves of pairs are not text.
      if (first >= 0xd800 && first < 0xe000) continue;
      const codePoints = Array.from({ length: TOGETHER }, (_unused, i) => first + i);
      const text = codePoints.map((codePoint) => textOf(String.fromCodePoint(codePoint))).join("");
      if (family.difference(text) === undefined) continue;
      for (const codePoint of codePoints) {
        const alone = family.difference(textOf(String.fromCodePoint(codePoint)));
        expect(alone, `U+${codePoint.toString(16)}`).toBeUndefined();
      }
      expect(family.difference(text), `U+${first.toString(16)} and those behind it`).toBeUndefined();
    }
  });
});
