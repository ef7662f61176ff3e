/** Normal forms of long runs of combining marks. */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { withLongRuns } from "../../src/normalizers/mark-runs.ts";
import { UnicodeForm } from "../../src/normalizers/unicode-forms.ts";

const FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

test("200,000 marks of two classes, which the engine itself would sort for a minute", () => {
  const count = 100_000;
  const text = `one a${"\u0301\u0323".repeat(count)}b two`;
  const [below, above] = ["\u0323".repeat(count), "\u0301".repeat(count)];
  expect(new UnicodeForm("NFD").normalize(text)).toBe(`one a${below}${above}b two`);
  // The letter and the first mark below become one.
  expect(new UnicodeForm("NFC").normalize(text)).toBe(`one \u1ea1${below.slice(1)}${above}b two`);
});

describe.each(FORMS)("%s", (form) => {
  test("60 random texts with long runs are as the engine has them", () => {
    const random = mulberry32(231);
    const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
    const letters = [
      "a",
      "e",
      "\u00e9",
      "\u1100",
      "\u1161",
      "\u11a8",
      "\uac00",
      "\u09c7",
      "\ufb01",
      "\u{1d15f}",
      " ",
      "x",
    ];
    const marks = ["\u0301", "\u0323", "\u0344", "\u3099", "\u09be", "\u05b0", "\u{1d165}", "\u0345", "\u0300"];
    for (let i = 0; i < 60; i++) {
      let text = "";
      for (let part = 0; part < 4; part++) {
        for (let n = random() * 6; n > 0; n--) text += pick(letters);
        for (let n = random() < 0.6 ? 900 + random() * 300 : random() * 4; n > 0; n--) text += pick(marks);
      }
      expect(new UnicodeForm(form).normalize(text) === text.normalize(form), JSON.stringify(text)).toBe(true);
    }
  });
});

test("only long runs go the other way, each with the letters before it", () => {
  const run = "\u0301".repeat(1000);
  const runs: string[] = [];
  const text = `one \u09c7\u09be${run}\u1100${run}two ${"\u0301".repeat(999)}`;
  const rebuilt = withLongRuns(
    text,
    (part) => part,
    (part) => (runs.push(part), part),
  );
  expect(rebuilt).toBe(text);
  expect(runs).toEqual([` \u09c7\u09be${run}`, `\u1100${run}`]);
});
