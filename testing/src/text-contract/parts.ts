/** Texts and ids that come in parts: against those of the whole. */
import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../tools/mulberry32.mjs";
import { seededTexts } from "../seeded-texts.ts";
import { standingText } from "../standing-texts/standing-text.ts";
import { SPECIAL, type TextTokenizer } from "./text-tokenizer.ts";

const texts = ["", "a", standingText("scripts").slice(0, 500), ...seededTexts(71, 40, { words: [SPECIAL, "\u0301"] })];

export function describeParts(create: () => TextTokenizer | Promise<TextTokenizer>): void {
  describe("in parts", () => {
    test("openEncoder, openCounter and encodeIterable: the ids of the whole text, one text after another", async () => {
      const tokenizer = await create();
      const random = mulberry32(7);
      for (const allowedSpecial of [[], "all"] as const) {
        const options = { allowedSpecial, disallowedSpecial: [] };
        const [encoder, counter] = [tokenizer.openEncoder(options), tokenizer.openCounter({ allowedSpecial })];
        for (const text of texts) {
          const expected = [...tokenizer.encode(text, options)];
          const parts = partsOf(text, random);
          const ids: number[] = [];
          for (const part of parts) {
            ids.push(...encoder.push(part));
            expect(counter.push(part)).toBe(ids.length);
          }
          ids.push(...encoder.end());
          expect(ids).toEqual(expected);
          expect(counter.end()).toBe(expected.length);
          const given = [...tokenizer.encodeIterable(parts, options)];
          expect(given.flatMap((some) => [...some])).toEqual(expected);
          expect(given.every(({ length }) => length > 0)).toBe(true);
        }
      }
    });

    test("openDecoder and decodeIterable: the text of all ids, whole characters at a time", async () => {
      const tokenizer = await create();
      const random = mulberry32(8);
      const decoder = tokenizer.openDecoder();
      for (const text of texts) {
        const ids = tokenizer.encode(text, { disallowedSpecial: [] });
        const expected = tokenizer.decode(ids);
        let decoded = "";
        for (let at = 0; at < ids.length;) {
          const end = at + Math.ceil(random() * 4);
          const part = end === at + 1 ? decoder.push(ids[at]!) : decoder.push(ids.subarray(at, end));
          expect(/[\ud800-\udbff]$/.test(part)).toBe(false);
          decoded += part;
          at = end;
        }
        expect(decoded + decoder.end()).toBe(expected);
        for (const given of [ids, [ids.subarray(0, 3), ids.subarray(3)]]) {
          const parts = [...tokenizer.decodeIterable(given)];
          expect(parts.join("")).toBe(expected);
          expect(parts).not.toContain("");
        }
      }
    });

    test("what is certain comes at once, where a text may be encoded in parts", async () => {
      const tokenizer = await create();
      const [encoder, counter] = [tokenizer.openEncoder(), tokenizer.openCounter()];
      const line = "Rows of hay, and more rows.\n";
      const first = tokenizer.encode(line.repeat(10));
      const some = encoder.push(line.repeat(10));
      expect([...some]).toEqual([...first.subarray(0, some.length)]);
      expect(counter.push(line.repeat(10))).toBe(some.length);
    });

    test("after an error another text begins", async () => {
      const tokenizer = await create();
      const whole = [...tokenizer.encode("hay in rows")];
      const isInvalid = (kind: string): Error =>
        expect.objectContaining({ code: expect.stringMatching(new RegExp(`^(BPE|HF)_${kind}$`)) as string }) as Error;
      const encoder = tokenizer.openEncoder({ disallowedSpecial: [SPECIAL] });
      encoder.push("straw ");
      expect(() => encoder.push(7 as unknown as string)).toThrow(isInvalid("INVALID_TEXT"));
      expect([...encoder.push("hay in rows"), ...encoder.end()]).toEqual(whole);
      const counter = tokenizer.openCounter();
      counter.push("straw ");
      expect(() => counter.push(undefined as unknown as string)).toThrow(isInvalid("INVALID_TEXT"));
      counter.push("hay in rows");
      expect(counter.end()).toBe(whole.length);
      const decoder = tokenizer.openDecoder();
      decoder.push(whole.slice(0, 1));
      for (const bad of [-1, 1.5, NaN, 2 ** 31, "7", null, undefined])
        expect(() => decoder.push(bad as number)).toThrow(isInvalid("INVALID_TOKEN_ID"));
      expect(decoder.push(whole) + decoder.end()).toBe(tokenizer.decode(whole));
    });

    test("options are checked at once", async () => {
      const tokenizer = await create();
      const refusal = expect.objectContaining({
        code: expect.stringMatching(/^(BPE|HF)_INVALID_OPTION$/) as string,
      }) as Error;
      const bad = { allowedSpecial: "some" } as unknown as { allowedSpecial: "all" };
      expect(() => tokenizer.openEncoder(bad)).toThrow(refusal);
      expect(() => tokenizer.openCounter(bad)).toThrow(refusal);
      expect(() => tokenizer.encodeIterable([], bad)).toThrow(refusal);
      expect(() => tokenizer.openCounter({ disallowedSpecial: [] } as object)).toThrow(refusal);
    });
  });
}

function partsOf(text: string, random: () => number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += parts.at(-1)!.length)
    parts.push(text.slice(at, at + 1 + Math.floor(random() * 9)));
  return parts;
}
