/** Everything in golden/tokenizer.json and golden/standing_tokenizer.json, for all seven encodings (tiktoken 0.14.0). */
import { createHash } from "node:crypto";
import { golden, sha256OfIds, type TextName, testWithCorpus } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { BpeError, getEncoding, listEncodingNames, type EncodingName } from "../src/index.ts";
import { cl100kVocabulary } from "../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../src/vocabulary/o200k.ts";
import { p50kVocabulary } from "../src/vocabulary/p50k.ts";
import { r50kVocabulary } from "../src/vocabulary/r50k.ts";

interface EncodingFigures {
  n_vocab: number;
  eot_token: number;
  special_tokens: Record<string, number>;
  special_count: number;
}
interface Results {
  edge: Record<string, number[]>;
  fuzz: number[][];
  special: { ordinary: number[]; allowed_all: number[]; default: "ok" | "throws" }[];
  corpora: Record<string, { count: number; sha256_i32le: string; first: number[]; last: number[] }>;
  offsets: { text: string; ids: number[]; offsets: number[] };
}
interface TokenizerFigures {
  tables: Record<string, { sha256: string }>;
  encodings: Record<EncodingName, EncodingFigures>;
  texts: { edge: Record<string, string>; fuzz: string[]; special: string[] };
  results: Record<EncodingName, Results>;
}

const figures = golden<TokenizerFigures>("tokenizer");
const standing = golden<{ results: Record<EncodingName, Pick<Results, "corpora">> }>("standing_tokenizer");
const { edge, fuzz, special } = figures.texts;

test("the encodings are tiktoken's, in its order", () => {
  expect(listEncodingNames()).toEqual(Object.keys(figures.encodings));
});

describe.each(listEncodingNames())("%s", (name) => {
  const expected = figures.results[name];

  test("sizes and special tokens", async () => {
    const tokenizer = await getEncoding(name);
    const { n_vocab, eot_token, special_tokens, special_count } = figures.encodings[name];
    expect(tokenizer.name).toBe(name);
    expect(tokenizer.vocabSize).toBe(n_vocab);
    expect(tokenizer.eotToken).toBe(eot_token);
    expect(tokenizer.specialTokens.size).toBe(special_count);
    expect(Object.fromEntries(tokenizer.specialTokens)).toMatchObject(special_tokens);
  });

  test.each(Object.entries(edge))("edge text %s", async (key, text) => {
    const tokenizer = await getEncoding(name);
    expect([...tokenizer.encode(text)]).toEqual(expected.edge[key]);
    expect(tokenizer.countTokens(text)).toBe(expected.edge[key]!.length);
    expect(tokenizer.decode(expected.edge[key]!)).toBe(text);
  });

  test(`${fuzz.length} random texts`, async () => {
    const tokenizer = await getEncoding(name);
    expect(fuzz.length).toBe(400);
    for (const [i, text] of fuzz.entries()) {
      expect([...tokenizer.encodeOrdinary(text)], JSON.stringify(text)).toEqual(expected.fuzz[i]);
      expect(tokenizer.decode(expected.fuzz[i]!)).toBe(text);
    }
  });

  test.each(special.map((text, i) => [text, expected.special[i]!] as const))(
    "special tokens in %s",
    async (text, ids) => {
      const tokenizer = await getEncoding(name);
      expect([...tokenizer.encodeOrdinary(text)]).toEqual(ids.ordinary);
      expect([...tokenizer.encode(text, { disallowedSpecial: [] })]).toEqual(ids.ordinary);
      expect([...tokenizer.encode(text, { allowedSpecial: "all" })]).toEqual(ids.allowed_all);
      expect(tokenizer.decode(ids.allowed_all)).toBe(text);
      expect(tokenizer.countTokens(text)).toBe(ids.ordinary.length);
      expect(tokenizer.countTokens(text, { allowedSpecial: "all" })).toBe(ids.allowed_all.length);
      if (ids.default === "throws") expect(() => tokenizer.encode(text)).toThrow(BpeError);
      else expect([...tokenizer.encode(text)]).toEqual(ids.ordinary);
    },
  );

  test("offsets in code points, and in UTF-16 units that fit slice", async () => {
    const tokenizer = await getEncoding(name);
    const { text, ids, offsets } = expected.offsets;
    expect([...tokenizer.encode(text)]).toEqual(ids);
    const decoded = tokenizer.decodeWithOffsets(ids, { unit: "codePoint" });
    expect(decoded.text).toBe(text);
    expect([...decoded.offsets]).toEqual(offsets);
    const units = [...text].map((character) => character.length);
    const utf16 = offsets.map((offset) => units.slice(0, offset).reduce((sum, width) => sum + width, 0));
    expect([...tokenizer.decodeWithOffsets(ids).offsets]).toEqual(utf16);
  });

  const texts = { ...standing.results[name].corpora, ...expected.corpora };
  for (const [corpus, { count, sha256_i32le, first, last }] of Object.entries(texts)) {
    testWithCorpus(`text ${corpus}`, corpus as TextName, async (text) => {
      const ids = (await getEncoding(name)).encodeOrdinary(text);
      expect(ids.length).toBe(count);
      expect([...ids.subarray(0, first.length)]).toEqual(first);
      expect([...ids.subarray(-last.length)]).toEqual(last);
      expect(sha256OfIds(ids)).toBe(sha256_i32le);
    });
  }
});

test.each([
  ["r50k_base", r50kVocabulary],
  ["p50k_base", p50kVocabulary],
  ["cl100k_base", cl100kVocabulary],
  ["o200k_base", o200kVocabulary],
])("the %s ranks written as a .tiktoken file have the sha256 that tiktoken pins", (table, source) => {
  const { bytes, offsets } = source.tokenBytes();
  const hash = createHash("sha256");
  for (let id = 0; id < offsets.length - 1; id++) {
    const token = Buffer.from(bytes.subarray(offsets[id], offsets[id + 1]));
    if (token.length > 0) hash.update(`${token.toString("base64")} ${id}\n`);
  }
  expect(hash.digest("hex")).toBe(figures.tables[`${table}.tiktoken`]!.sha256);
});
