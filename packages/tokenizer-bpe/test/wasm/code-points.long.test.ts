/**
 * Every code point between letters, spaces, digits, apostrophes and line ends: both engines, where pieces end included.
 * ../code-points.long.test.ts has tiktoken's ids of such texts.
 */
import { describe, expect, test } from "vitest";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";

/** Code points of one text: more of them make texts of many blocks, in which each stands at another place. */
const TOGETHER = 16;

function textOf(c: string): string {
  return (
    `a${c}b ${c}c1${c}${c}A '${c}s\n${c}\nB${c}Ac ! ${c} '${c}'ll${c}'S 12${c}34 \t${c} ${c} \r\n${c}/${c}\r/` +
    `x'${c}AB${c}Cd!${c}!\n${c}${c}${c}${c}e.${c}\n/${c}  ${c}a${c}${c}'T`
  );
}

/** Planes 3 to 13 have next to nothing assigned: in a few surroundings only. */
const isEmptyPlane = (plane: number): boolean => plane >= 3 && plane <= 13;
const shortTextOf = (c: string): string => `a${c}b ${c}1${c}\n'${c}s`;

/** p50k has the pattern of r50k. */
describe.each(VOCABULARIES.filter(([name]) => name !== "p50k"))("%s", (_, pattern, source) => {
  const engines = new BothEngines(pattern, source);

  test.each(Array.from({ length: 17 }, (_unused, plane) => plane))("all 65,536 of plane %i", (plane) => {
    const around = isEmptyPlane(plane) ? shortTextOf : textOf;
    for (let first = plane << 16; first < (plane + 1) << 16; first += TOGETHER) {
      const codePoints = Array.from({ length: TOGETHER }, (_unused, i) => first + i);
      const text = codePoints.map((codePoint) => around(String.fromCodePoint(codePoint))).join("");
      if (engines.difference(text) === undefined) continue;
      for (const codePoint of codePoints) {
        const alone = engines.difference(around(String.fromCodePoint(codePoint)));
        expect(alone, `U+${codePoint.toString(16)}`).toBeUndefined();
      }
      expect(engines.difference(text), `U+${first.toString(16)} and those behind it`).toBeUndefined();
    }
  });
});
