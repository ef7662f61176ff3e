/** Python's order of strings against its obvious twin, for every pair of short strings. */
import { expect, test } from "vitest";
import { compareByCodePoint } from "../src/code-point-order.ts";

/** Both halves of U+1F600, alone too, and characters below, between and above them. */
const UNITS = ["a", "\ud83d", "\ude00", "\ue000", "\uffff"];

/** As Python has them: numbers, a lone surrogate is one of its own. */
function twin(a: string, b: string): number {
  const [ofA, ofB] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  for (let i = 0; i < Math.min(ofA!.length, ofB!.length); i++) {
    if (ofA![i] !== ofB![i]) return ofA![i]! - ofB![i]!;
  }
  return ofA!.length - ofB!.length;
}

test("all pairs of up to three units, astral characters and lone surrogates among them", () => {
  let strings = [""];
  const all = [...strings];
  for (let length = 1; length <= 3; length++) {
    strings = strings.flatMap((start) => UNITS.map((unit) => start + unit));
    all.push(...strings);
  }
  const wrong: string[] = [];
  for (const a of all) {
    for (const b of all) {
      if (Math.sign(compareByCodePoint(a, b)) !== Math.sign(twin(a, b))) wrong.push(JSON.stringify([a, b]));
    }
  }
  expect(all).toHaveLength(156);
  expect(wrong).toEqual([]);
});
