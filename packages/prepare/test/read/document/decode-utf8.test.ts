/** Decoding by way of UTF-16 gives what TextDecoder does. */
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { decodeUtf8 } from "../../../src/read/document/decode-utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

test("texts of all lengths and alphabets", () => {
  const texts = seededTexts(69, 500, { maxLength: 400, words: ["\ufeff", "\0", "\ufffd", "\u{10ffff}"] });
  const special = ["", "a".repeat(10_000), "é".repeat(10_000), "\ufeff".repeat(100), "\u{1f600}".repeat(1000)];
  const lengths = Array.from({ length: 300 }, (_, i) => `${"a".repeat(i)}é`);
  for (const text of [...texts, ...special, ...lengths]) {
    const bytes = Buffer.from(text);
    expect(decodeUtf8(bytes)).toBe(decoder.decode(bytes));
    // At an odd place of its memory.
    const odd = Buffer.concat([Buffer.from("x"), bytes]).subarray(1);
    expect(decodeUtf8(odd)).toBe(decoder.decode(bytes));
  }
});
