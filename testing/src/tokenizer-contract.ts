/** What every implementation of Tokenizer keeps. */
import type { Tokenizer } from "@windrow/interfaces";
import { describe, expect, test } from "vitest";

/** Texts that tokenizers stumble over. */
const TEXTS: Readonly<Record<string, string>> = {
  empty: "",
  "one character": "a",
  sentence: "The hay, he said, was dry--or nearly.",
  "white space": " \t\n\r\n  \u0085\u3000 ",
  "special token in the middle": "one <|endoftext|> two",
  "special tokens side by side": "<|endoftext|><|endoftext|>",
  "property names": "__proto__ constructor hasOwnProperty",
  "astral and combining": "e\u0301 \u{1f468}\u200d\u{1f469} \u{1d49c}",
  "lone surrogates": "a\ud800b\udc00",
  "byte order mark": "\ufeffa\ufeff",
};

/**
 * @param encode how this tokenizer takes any text without refusing special tokens in it;
 *   by default `tokenizer.encode`
 */
export function describeTokenizerContract<T extends Tokenizer>(
  name: string,
  create: () => T | Promise<T>,
  encode: (tokenizer: T, text: string) => Int32Array = (tokenizer, text) => tokenizer.encode(text),
): void {
  describe(`${name}: Tokenizer contract`, () => {
    test.each(Object.entries(TEXTS))(
      "ids of %s are int32 within the vocabulary and the same twice",
      async (_, text) => {
        const tokenizer = await create();
        const ids = encode(tokenizer, text);
        expect(ids).toBeInstanceOf(Int32Array);
        expect(ids.every((id) => id >= 0 && id < tokenizer.vocabSize)).toBe(true);
        expect(encode(tokenizer, text)).toEqual(ids);
      },
    );

    test("each call gives an array of its own", async () => {
      const tokenizer = await create();
      const first = encode(tokenizer, "hay hay");
      const kept = first.slice();
      first.fill(0);
      expect(encode(tokenizer, "hay hay")).toEqual(kept);
    });

    test("no ids give an empty text", async () => {
      const tokenizer = await create();
      expect(tokenizer.decode([])).toBe("");
    });

    test("decode takes any array-like", async () => {
      const tokenizer = await create();
      const ids = encode(tokenizer, "one two");
      expect(tokenizer.decode(Array.from(ids))).toBe(tokenizer.decode(ids));
      expect(tokenizer.decode(Float64Array.from(ids))).toBe(tokenizer.decode(ids));
    });

    test("vocabSize counts the end-of-text token", async () => {
      const { vocabSize, eotToken } = await create();
      expect(Number.isInteger(vocabSize)).toBe(true);
      if (eotToken !== undefined) expect(eotToken).toBeLessThan(vocabSize);
    });

    test.each([-1, 0.5, Number.NaN, 2 ** 31, "vocabSize"])(
      "decode refuses the id %s and names its place",
      async (bad) => {
        const tokenizer = await create();
        const id = typeof bad === "number" ? bad : tokenizer.vocabSize;
        const ids = [...encode(tokenizer, "a"), id];
        expect(() => tokenizer.decode(ids)).toThrow(new RegExp(`${id}.*(index|position) ${ids.length - 1}`, "s"));
      },
    );

    test("the fingerprint is a sha256 and stays", async () => {
      const { fingerprint } = await create();
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect((await create()).fingerprint).toBe(fingerprint);
    });
  });
}
