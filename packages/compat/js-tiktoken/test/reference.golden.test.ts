/** The ids are those of Python's tiktoken 0.14.0: its figures for edge cases, random texts and special tokens. */
import { golden } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { getEncoding, type TiktokenEncoding } from "../src/index.ts";

interface Figures {
  readonly texts: { readonly edge: Record<string, string>; readonly fuzz: string[]; readonly special: string[] };
  readonly results: Readonly<
    Record<
      TiktokenEncoding,
      {
        readonly edge: Record<string, number[]>;
        readonly fuzz: number[][];
        readonly special: { ordinary: number[]; allowed_all: number[]; default: "ok" | "throws" }[];
      }
    >
  >;
}
const { texts, results } = golden<Figures>("tokenizer");
const names = ["gpt2", "r50k_base", "p50k_base", "p50k_edit", "cl100k_base", "o200k_base"] as const;

describe.each(names)("%s", (name) => {
  const encoding = getEncoding(name);
  const expected = results[name];

  test.each(Object.entries(texts.edge))("%s", (key, text) => {
    expect(encoding.encode(text)).toEqual(expected.edge[key]);
    expect(encoding.decode(expected.edge[key]!)).toBe(text);
  });

  test("random texts", () => {
    expect(texts.fuzz.map((text) => encoding.encode(text, [], []))).toEqual(expected.fuzz);
  });

  test.each(texts.special.map((text, i) => [text, expected.special[i]!] as const))("%j", (text, ids) => {
    expect(encoding.encode(text, [], [])).toEqual(ids.ordinary);
    expect(encoding.encode(text, "all")).toEqual(ids.allowed_all);
    expect(encoding.decode(ids.allowed_all)).toBe(text);
    if (ids.default === "ok") expect(encoding.encode(text)).toEqual(ids.ordinary);
    else expect(() => encoding.encode(text)).toThrow("The text contains a special token that is not allowed: ");
  });
});
