/** The worst cases and the differential test of engine.test.ts, wider. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { FAMILIES } from "./families.ts";
import { slowTwin } from "./slow-twin.ts";

describe.each(FAMILIES)("%s", (name, tokenizer, vocabulary) => {
  test("agrees with the slow twin on 20,000 random texts (seed 13)", () => {
    const twin = slowTwin(name, vocabulary());
    for (const text of seededTexts(13, 20_000)) {
      expect([...tokenizer.encodeOrdinary(text)], JSON.stringify(text)).toEqual(twin(text));
    }
  }, 600_000);

  test.each(["A", "\n", "!", "\u00e9", "ab", "1", "\t ", "Aa", "'s"])("10^6 characters of %j", (unit) => {
    const text = unit.repeat(1_000_000 / unit.length);
    expect(tokenizer.decode(tokenizer.encodeOrdinary(text)) === text).toBe(true);
  });
});
