/** Case folds against the engine's own, which never change for a character once it is there. */
import { expect, test } from "vitest";
import { alike, caseFolds } from "../../src/patterns/case-folds.ts";

/** Characters of Unicode 16 that came after 15.0, which engines may not have. */
const isLater = (code: number): boolean =>
  [0x1c89, 0x1c8a, 0x264, 0x19b, 0xa7cb, 0xa7cc, 0xa7cd, 0xa7da, 0xa7db, 0xa7dc].includes(code) ||
  (code >= 0x10d50 && code <= 0x10d85);

test("characters that are alike are alike in JavaScript, and no others", () => {
  const { foldOf } = caseFolds();
  let compared = 0;
  for (let code = 0; code < 0x1ea00; code++) {
    if ((code >= 0xd800 && code < 0xe000) || !/^[\p{L}\p{M}\p{N}\p{S}]$/u.test(String.fromCodePoint(code))) continue;
    const fold = foldOf.get(code) ?? code;
    const others = alike(fold).filter((other) => other !== code && !isLater(other));
    if (isLater(code) || others.length === 0) continue;
    compared++;
    const expression = new RegExp(`^\\u{${code.toString(16)}}$`, "iu");
    for (const other of others) expect(expression.test(String.fromCodePoint(other)), code.toString(16)).toBe(true);
  }
  expect(compared).toBeGreaterThan(2700);
  expect(foldOf.size).toBe(1453);
});

test("a character may be like several", () => {
  const { foldsOf, unfoldsOfSeveral } = caseFolds();
  expect(foldsOf.size).toBe(104);
  expect(foldsOf.get(0xdf)).toEqual([0x73, 0x73]);
  expect(unfoldsOfSeveral.get("115,115")).toEqual([0xdf, 0x1e9e]);
  // The long way round: an upper case of several characters is in most cases that of a character which is like several.
  for (const [code, fold] of foldsOf) {
    const upper = String.fromCodePoint(code).toUpperCase();
    const folded = Array.from(upper.toLowerCase()).length;
    if (upper.length > 1) expect(folded, code.toString(16)).toBe(fold.length);
  }
});
