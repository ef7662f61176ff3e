/** Texts with their end, their start or their middle cut away: against what brute force finds to be possible. */
import { describe, expect, test } from "vitest";
import { seededTexts } from "../seeded-texts.ts";
import { standingText } from "../standing-texts/standing-text.ts";
import { SPECIAL, type TextTokenizer } from "./text-tokenizer.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const texts = [
  standingText("story").slice(0, 900),
  standingText("scripts").slice(0, 500),
  "\ud83d\udc69\u200d\ud83c\udf3e e\u0301".repeat(20),
  ...seededTexts(83, 25, { maxLength: 80, words: [SPECIAL, "\u0301", "\ud83d\udc69\u200d\ud83c\udf3e"] }),
];

export function describeTruncated(create: () => TextTokenizer | Promise<TextTokenizer>): void {
  describe("truncate with keep and ellipsis", () => {
    test.each(["start", "end", "both"] as const)("keep: %s", async (keep) => {
      const tokenizer = await create();
      for (const text of texts)
        for (const ellipsis of ["", "\u2026", "\n[...]\n"])
          for (const allowedSpecial of [[], "all"] as const) {
            const options = { keep, ellipsis, allowedSpecial };
            const count = (part: string): number => tokenizer.countTokens(part, { allowedSpecial });
            const [tokens, own] = [count(text), count(ellipsis)];
            for (const most of new Set([own, own + 1, own + 5, tokens - 1, tokens, tokens + 1])) {
              if (most < own) continue;
              const cut = tokenizer.truncate(text, most, options);
              if (tokens <= most) {
                expect(cut).toBe(text);
                continue;
              }
              expect(count(cut)).toBeLessThanOrEqual(most);
              expectParts(text, cut, keep, ellipsis);
            }
          }
    });

    test("as many tokens as there is room for, in prose", async () => {
      const tokenizer = await create();
      const text = standingText("story");
      for (const keep of ["start", "end", "both"] as const)
        for (const most of [20, 100, 501]) {
          const cut = tokenizer.truncate(text, most, { keep, ellipsis: " [...]" });
          expect(tokenizer.countTokens(cut)).toBeGreaterThan(most - 5);
          const [start, end] = cut.split(" [...]") as [string, string];
          const halves = [tokenizer.countTokens(start), tokenizer.countTokens(end)];
          if (keep === "both") expect(Math.abs(halves[0]! - halves[1]!)).toBeLessThan(6);
          else expect(Math.min(...halves)).toBe(0);
        }
    });

    test("options that are none, and an ellipsis that is too long where the text is", async () => {
      const tokenizer = await create();
      const refusal = (option: string): Error =>
        expect.objectContaining({
          code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
          fields: expect.objectContaining({ option }) as object,
        }) as Error;
      const call =
        (options: object, most = 3) =>
        (): unknown =>
          tokenizer.truncate("rows of hay in a field", most, options);
      for (const keep of ["middle", null, 5]) expect(call({ keep })).toThrow(refusal("keep"));
      for (const ellipsis of [null, 5, ["..."]]) expect(call({ ellipsis })).toThrow(refusal("ellipsis"));
      expect(call({ ellipsis: "a longer text than fits there" })).toThrow(refusal("ellipsis"));
      expect(call({ ellipsis: "a longer text than fits there" }, 100)()).toBe("rows of hay in a field");
      expect(call({ elipsis: "" })).toThrow(refusal("elipsis"));
      expect(call({ keep: "end" }, NaN)).toThrow(refusal("maxTokens"));
      expect(call({ keep: "end" }, 0)()).toBe("");
    });
  });
}

/**
 * A start, the ellipsis and an end, of which nothing is cut within a character: a code point where the start alone is
 * kept, else a character as a person sees it.
 */
function expectParts(text: string, cut: string, keep: "start" | "end" | "both", ellipsis: string): void {
  const characters =
    keep === "start" && ellipsis === "" ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
  const between = new Set([0]);
  let place = 0;
  for (const character of characters) between.add((place += character.length));
  const isPossible = (start: number): boolean => {
    const end = text.length - (cut.length - ellipsis.length - start);
    const isKept = (keep !== "start" || end === text.length) && (keep !== "end" || start === 0);
    const isWhole = between.has(start) && between.has(end) && start <= end;
    return isKept && isWhole && text.slice(0, start) + ellipsis + text.slice(end) === cut;
  };
  const starts = Array.from({ length: cut.length - ellipsis.length + 1 }, (_, start) => start);
  expect([text, cut, starts.some((start) => isPossible(start))]).toEqual([text, cut, true]);
}
