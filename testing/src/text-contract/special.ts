/** Further special tokens: against the ids of the texts between them. */
import { describe, expect, test } from "vitest";
import { seededTexts } from "../seeded-texts.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

export function describeSpecial(create: () => TextTokenizer | Promise<TextTokenizer>): void {
  describe("extendSpecialTokens", () => {
    test("a further token is found where it is allowed, and an error where not", async () => {
      const tokenizer = await create();
      const { vocabSize, fingerprint } = tokenizer;
      const [first, second] = [vocabSize, vocabSize + 7];
      const extended = tokenizer.extendSpecialTokens({ "<|rake|>": first }).extendSpecialTokens(
        new Map([
          ["<|bale|>", second],
          ["<|rake|>", first],
        ]),
      );
      expect([extended.vocabSize, tokenizer.vocabSize]).toEqual([second + 1, vocabSize]);
      expect([tokenizer.fingerprint, extended.fingerprint === fingerprint]).toEqual([fingerprint, false]);
      expect(extended.fingerprint).toBe(
        tokenizer.extendSpecialTokens({ "<|rake|>": first }).extendSpecialTokens({ "<|bale|>": second }).fingerprint,
      );
      for (const text of seededTexts(97, 40)) {
        const plain = [...tokenizer.encode(text, { disallowedSpecial: [] })];
        expect([...extended.encode(text, { disallowedSpecial: [] })]).toEqual(plain);
        const ids = [...extended.encode(`<|rake|>${text}<|bale|>`, { allowedSpecial: "all" })];
        const between = [
          ...extended.encode(`<|rake|>${text}`, { allowedSpecial: ["<|rake|>"], disallowedSpecial: [] }),
        ];
        expect([ids[0], ids.at(-1)]).toEqual([first, second]);
        expect(ids.slice(0, -1)).toEqual(between);
        expect(extended.countTokens("<|bale|>", { allowedSpecial: "all" })).toBe(1);
      }
      expect(extended.decode([first, second])).toContain("<|rake|>");
      expect([...extended.encode("<|bale|>", { disallowedSpecial: [] })]).toEqual([...tokenizer.encode("<|bale|>")]);
      expect(() => extended.encode("a <|bale|>")).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/_DISALLOWED_SPECIAL_TOKEN$/) as string }),
      );
    });

    test("ids that are taken, and what is not a token, are refused", async () => {
      const tokenizer = await create();
      const { vocabSize, eotToken } = tokenizer;
      const refused = (tokens: unknown, said: RegExp): void =>
        expect(() => tokenizer.extendSpecialTokens(tokens as Record<string, number>)).toThrow(
          expect.objectContaining({
            code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
            message: expect.stringMatching(said) as string,
            fields: { option: "specialTokens", value: tokens },
          }),
        );
      refused({ "<|a|>": 70 }, /"<\|a\|>" with the id 70, which another token has; \d+ is free\./);
      if (eotToken !== undefined) refused({ "<|a|>": eotToken }, /which another token has/);
      refused({ "<|a|>": vocabSize, "<|b|>": vocabSize }, /"<\|b\|>".*which another token has/);
      for (const id of [-1, 1.5, NaN, "7", null, 2 ** 40])
        refused({ "<|a|>": id }, /expected a text and an integer from 0/);
      refused({ "": vocabSize }, /expected a text/);
      for (const tokens of [undefined, null, "<|a|>", ["<|a|>"], 7]) refused(tokens, /expected ids by name/);
      refused({ ["a".repeat(3_000_000)]: vocabSize }, /characters together/);
    });

    test("a name keeps its id", async () => {
      const tokenizer = await create();
      const [[name, id] = ["", 0]] = tokenizer.specialTokens;
      expect(tokenizer.extendSpecialTokens({ [name]: id }).specialTokens).toEqual(tokenizer.specialTokens);
      expect(() => tokenizer.extendSpecialTokens({ [name]: tokenizer.vocabSize })).toThrow(/it has the id \d+ already/);
    });
  });
}
