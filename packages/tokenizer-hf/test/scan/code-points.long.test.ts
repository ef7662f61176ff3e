/** Every code point between letters, spaces, digits, punctuation, line ends and Chinese: tables in both engines, against the steps. */
import { describe, expect, test } from "vitest";
import { SplitFamily } from "./split-families.ts";

/** Code points of one text: more of them make texts of many blocks, in which each stands at another place. */
const TOGETHER = 16;

const textOf = (c: string): string =>
  `a${c}b ${c}c1${c}${c}A '${c}s\n${c}\nB${c} ! ${c} 12${c}34 \t${c} ${c} \r\n${c}/!${c}a!\n${c}  ${c}\u4e2d${c}\u3042 ${c}`;

/** Of planes that have nothing assigned, or private characters alone, one in so many. */
const APART = 61;
const isPlain = (plane: number): boolean => (plane >= 4 && plane <= 13) || plane > 14;

describe.each(["deepseek_v3", "qwen3_5", "kimi", "starcoder"])("%s", (name) => {
  const family = new SplitFamily(name);

  test.each(Array.from({ length: 17 }, (_unused, plane) => plane))("plane %i", (plane) => {
    const apart = isPlain(plane) ? APART : 1;
    for (let first = plane << 16; first < (plane + 1) << 16; first += TOGETHER * apart) {
      // Halves of pairs are no text.
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
