/**
 * The synchronous entries in a browser, as a user imports them, and the same encodings with the engine in TypeScript: the
 * same figures as in Node (encodings.golden.test.ts), but for the corpora.
 */
import { golden } from "@windrow/testing/browser";
import { type BpeTokenizer, getEncoding, listEncodingNames } from "@windrow/tokenizer-bpe";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { o200kHarmony } from "@windrow/tokenizer-bpe/o200k_harmony";
import { p50kBase } from "@windrow/tokenizer-bpe/p50k_base";
import { p50kEdit } from "@windrow/tokenizer-bpe/p50k_edit";
import { r50kBase } from "@windrow/tokenizer-bpe/r50k_base";
import { describe, expect, test } from "vitest";

interface Results {
  edge: Record<string, number[]>;
  fuzz: number[][];
  special: { ordinary: number[]; allowed_all: number[]; default: "ok" | "throws" }[];
  offsets: { text: string; ids: number[]; offsets: number[] };
}
interface TokenizerFigures {
  encodings: Record<string, { n_vocab: number; eot_token: number; special_count: number }>;
  texts: { edge: Record<string, string>; fuzz: string[]; special: string[] };
  results: Record<string, Results>;
}

const entries: Readonly<Record<string, BpeTokenizer>> = {
  gpt2,
  r50k_base: r50kBase,
  p50k_base: p50kBase,
  p50k_edit: p50kEdit,
  cl100k_base: cl100kBase,
  o200k_base: o200kBase,
  o200k_harmony: o200kHarmony,
};
const withTypeScript = await Promise.all(
  listEncodingNames().map((name) => getEncoding(name, { engine: "typescript" })),
);
const both = [
  ...Object.entries(entries).map(([name, tokenizer]) => [name, "wasm", tokenizer] as const),
  ...withTypeScript.map((tokenizer) => [tokenizer.name, "typescript", tokenizer] as const),
];
const { encodings, texts, results } = await golden<TokenizerFigures>("tokenizer");

test("there is an entry for each encoding, and the figures are all there", () => {
  expect(Object.keys(entries)).toEqual(Object.keys(encodings));
  expect([Object.keys(texts.edge).length, texts.fuzz.length, texts.special.length]).toEqual([18, 400, 9]);
});

describe.each(both)("%s, %s", (name, engine, tokenizer) => {
  const expected = results[name]!;

  test("the engine", () => {
    expect(tokenizer.engine).toBe(engine);
  });

  test("sizes", () => {
    const { n_vocab, eot_token, special_count } = encodings[name]!;
    expect(tokenizer).toMatchObject({ name, vocabSize: n_vocab, eotToken: eot_token });
    expect(tokenizer.specialTokens.size).toBe(special_count);
  });

  test.each(Object.entries(texts.edge))("edge text %s", (key, text) => {
    const ids = tokenizer.encode(text);
    expect([...ids]).toEqual(expected.edge[key]);
    expect(tokenizer.decode(ids)).toBe(text);
  });

  test("400 random texts", () => {
    for (const [i, text] of texts.fuzz.entries()) {
      const ids = tokenizer.encodeOrdinary(text);
      expect([...ids], JSON.stringify(text)).toEqual(expected.fuzz[i]);
      expect(tokenizer.decode(ids)).toBe(text);
    }
  });

  test.each(texts.special.map((text, i) => [text, expected.special[i]!] as const))(
    "special tokens in %s",
    (text, ids) => {
      expect([...tokenizer.encode(text, { disallowedSpecial: [] })]).toEqual(ids.ordinary);
      expect([...tokenizer.encode(text, { allowedSpecial: "all" })]).toEqual(ids.allowed_all);
      expect(tokenizer.decode(ids.allowed_all)).toBe(text);
      if (ids.default === "ok") expect([...tokenizer.encode(text)]).toEqual(ids.ordinary);
      else {
        const refused = expect.objectContaining({ code: "BPE_DISALLOWED_SPECIAL_TOKEN" });
        expect(() => tokenizer.encode(text)).toThrow(refused);
      }
    },
  );

  test("offsets", () => {
    const { text, ids, offsets } = expected.offsets;
    expect([...tokenizer.encode(text)]).toEqual(ids);
    const decoded = tokenizer.decodeWithOffsets(ids, { unit: "codePoint" });
    expect([decoded.text, [...decoded.offsets]]).toEqual([text, offsets]);
  });
});

test("long texts of ids on both engines, by the platform's own decoder of their bytes", async () => {
  const latin1 = Int32Array.from({ length: 20_000 }, (_, i) => [71, 352, 13, 978][i % 4]!);
  // Tokens that are cut among them.
  const all = Int32Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 100_000);
  for (const engine of ["wasm", "typescript"] as const) {
    const tokenizer = await getEncoding("cl100k_base", { engine });
    for (const ids of [latin1, all, all.subarray(0, 7), latin1]) {
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(tokenizer.decodeBytes(ids));
      expect(tokenizer.decode(ids) === text).toBe(true);
    }
  }
});
