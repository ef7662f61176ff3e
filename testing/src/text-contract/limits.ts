/** Limits of tokens: counted against the ids themselves. */
import { describe, expect, test } from "vitest";
import { seededTexts } from "../seeded-texts.ts";
import { NOT_LIMITS, SPECIAL, type TextTokenizer } from "./text-tokenizer.ts";

export function describeLimits(create: () => TextTokenizer | Promise<TextTokenizer>): void {
  describe("limits", () => {
    test("tokenCountWithin is the count up to the limit, and undefined above it", async () => {
      const tokenizer = await create();
      for (const text of ["", "a", ...seededTexts(31, 60, { words: [SPECIAL] })])
        for (const allowedSpecial of [[], "all"] as const) {
          const { length } = tokenizer.encode(text, { allowedSpecial, disallowedSpecial: [] });
          for (const limit of new Set([0, 1, length - 1, length, length + 1, 1e9, 2 ** 60, Infinity])) {
            if (limit < 0) continue;
            const within = tokenizer.tokenCountWithin(text, limit, { allowedSpecial });
            expect([text, limit, within]).toEqual([text, limit, length <= limit ? length : undefined]);
            expect(tokenizer.isWithinTokenLimit(text, limit, { allowedSpecial })).toBe(length <= limit);
          }
        }
    });

    test("a limit of Infinity leaves a text whole", async () => {
      const tokenizer = await create();
      for (const text of ["", "Rake it, she said.", "hay ".repeat(50_000), "a\ud800"])
        expect(tokenizer.truncate(text, Infinity)).toBe(text);
    });

    test.each(NOT_LIMITS.map((limit) => [limit]))("%s is not a limit", async (limit) => {
      const tokenizer = await create();
      const bad = limit as number;
      const refusal = (name: string): Error =>
        expect.objectContaining({
          code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
          message: expect.stringMatching(
            new RegExp(`^${name} is .*; expected an integer of at least 0, or Infinity\\.$`),
          ) as string,
          fields: { option: name, value: limit },
        }) as Error;
      expect(() => tokenizer.tokenCountWithin("a", bad)).toThrow(refusal("limit"));
      expect(() => tokenizer.isWithinTokenLimit("a", bad)).toThrow(refusal("limit"));
      expect(() => tokenizer.truncate("a", bad)).toThrow(refusal("maxTokens"));
    });

    test.each([[undefined], [null], [7], [["a"]]])("%s is not a text", async (text) => {
      const tokenizer = await create();
      const call = (): unknown => tokenizer.tokenCountWithin(text as unknown as string, 5);
      expect(call).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(BPE|HF)_INVALID_TEXT$/) as string }),
      );
    });
  });
}
