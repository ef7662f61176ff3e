/** Beginnings of a text whose last character does not fit. */
import { expect, test } from "vitest";
import { gpt2 } from "../../src/encodings/gpt2.ts";

test("a beginning that has more tokens without the character that would be cut goes on to get shorter", () => {
  const text = "XMLHttp\u0301 hay";
  const counts = ["XMLHttp", "XMLHtt", "XMLHt", "XMLH"].map((beginning) => gpt2.countTokens(beginning));
  expect(counts).toEqual([3, 4, 4, 3]);
  // The first three tokens end before the accent of the p.
  expect(gpt2.truncate(text, 4, { keep: "start", ellipsis: "..." })).toBe("XMLH...");
});
