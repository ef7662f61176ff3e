/** A match longer than the stack of the engine's expressions reaches: it is found step by step. */
import { expect, test } from "vitest";
import { regexPattern } from "../../src/patterns/regex-pattern.ts";

test("a repetition of rounds over 2 * 10^7 characters", () => {
  const text = `-${"ab".repeat(10_000_000)}`;
  expect(() => /(?:(?:ab){1,3})+/u.exec(text)).toThrow(RangeError);
  expect(Array.from(regexPattern("(?:ab){1,3}+|-").matches(text))).toEqual([
    [0, 1],
    [1, text.length],
  ]);
});
