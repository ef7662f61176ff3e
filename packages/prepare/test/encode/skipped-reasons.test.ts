/** Reasons of documents that were left out: as many as a marker can hold. */
import { expect, test } from "vitest";
import { SkippedReasons } from "../../src/encode/skipped-reasons.ts";

test("those beyond the limit are an error that says what to do", () => {
  const reasons = new SkippedReasons(1000);
  // Eleven characters in JSON, with a quote that is escaped and a comma.
  for (let i = 0; i < 90; i++) reasons.add(`row "${10 + i}`, "a.gz");
  expect(reasons.all.length).toBe(90);
  expect(JSON.stringify(reasons.all).length).toBeLessThanOrEqual(1001);
  expect(() => reasons.add('row "99', "a.gz")).toThrow(
    expect.objectContaining({
      code: "PREPARE_INVALID_DOCUMENT",
      message: expect.stringMatching(/^row "99, and 90 documents were left out before it.*split the file/),
      fields: { path: "a.gz", skipped: 90 },
    }),
  );
});
