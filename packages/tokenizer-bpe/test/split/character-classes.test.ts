/** The classes are Unicode 16's: what the engine here says otherwise, by name. */
import { beforeAll, expect, test } from "vitest";
import {
  CLASS_BY_CODE_POINT,
  LETTER,
  loadClasses,
  LOWERISH,
  NEWLINE,
  NUMBER,
  SPACE,
  UPPERISH,
} from "../../src/split/character-classes.ts";

const BITS: readonly (readonly [RegExp, number])[] = [
  [/^[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]$/u, UPPERISH],
  [/^[\p{Ll}\p{Lm}\p{Lo}\p{M}]$/u, LOWERISH],
  [/^\p{L}$/u, LETTER],
  [/^\p{N}$/u, NUMBER],
  [/^\p{White_Space}$/u, SPACE],
  [/^[\r\n]$/u, NEWLINE],
];

/** Code points of which this engine has another class, apart from those that Unicode 16 does not know. */
let changed: string[] = [];
/** Those that it does not know, by what they are here. */
let added = 0;

beforeAll(() => {
  loadClasses();
  for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue;
    const character = String.fromCodePoint(codePoint);
    let bits = 0;
    for (const [expression, bit] of BITS) if (expression.test(character)) bits |= bit;
    if (bits === CLASS_BY_CODE_POINT[codePoint]) continue;
    if (CLASS_BY_CODE_POINT[codePoint] === 0) added++;
    else changed.push(`U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`);
  }
});

const version = Number(process.versions.unicode);
const here = version === 17 ? test : test.skip;

here(`Unicode 17 has made U+0295 a letter without case, and knows 4,700 characters more [here: ${version}]`, () => {
  expect(changed).toEqual(["U+0295"]);
  expect(added).toBe(4699);
});

test("surrogates and what is not assigned have no class", () => {
  for (const codePoint of [0xd800, 0xdfff, 0x0378, 0xe000, 0xffff, 0x10ffff])
    expect(CLASS_BY_CODE_POINT[codePoint]).toBe(0);
});
