/** Each difference that the README lists: what js-tiktoken 1.0.21 gives, and what is given here. Ids: tiktoken 0.14.0. */
import * as original from "js-tiktoken";
import { Tiktoken as OriginalTiktoken } from "js-tiktoken/lite";
import { describe, expect, test } from "vitest";
import * as ours from "../src/index.ts";
import gpt2 from "../src/ranks/gpt2.ts";

const [theirs, our] = [original.getEncoding("cl100k_base"), ours.getEncoding("cl100k_base")];

describe("ids are those of Python's tiktoken", () => {
  test.each([
    // White space is Rust's: with U+0085, without U+FEFF.
    ["\u0085's", [126, 227, 6, 82], [126, 227, 596]],
    [" \ufeffx", [220, 3305, 87], [76880, 87]],
  ])("%j", (text, before, now) => {
    expect(theirs.encode(text)).toEqual(before);
    expect(our.encode(text)).toEqual(now);
  });
});

test("a byte order mark at the beginning stays", () => {
  const ids = our.encode("\ufeffhay");
  expect([theirs.decode(ids), our.decode(ids)]).toEqual(["hay", "\ufeffhay"]);
});

describe("models are tiktoken's", () => {
  test.each([
    ["davinci-002", "p50k_base", "cl100k_base"],
    ["babbage-002", "r50k_base", "cl100k_base"],
  ] as const)("%s", (model, before, now) => {
    expect(original.getEncodingNameForModel(model)).toBe(before);
    expect(ours.getEncodingNameForModel(model)).toBe(now);
  });

  test("dated and fine-tuned names are known", () => {
    const model = "ft:gpt-4o-2024-08-06:hay::1" as "gpt-4o";
    expect(() => original.getEncodingNameForModel(model)).toThrow("Unknown model");
    expect(ours.getEncodingNameForModel(model)).toBe("o200k_base");
  });

  test("one whose encoding the original does not have stays unknown", () => {
    expect(() => ours.getEncodingNameForModel("gpt-oss-20b" as "gpt-4o")).toThrow("Unknown model");
  });
});

test("a special token can't have the id of a rank", () => {
  expect(original.getEncoding("gpt2", { "<|x|>": 5 }).encode("<|x|>", "all")).toEqual([5]);
  expect(() => ours.getEncoding("gpt2", { "<|x|>": 5 })).toThrow(/"<\|x\|>" with the id 5, which the ranks have too/);
});

test("of special tokens of which one begins with another, the longer is taken", () => {
  for (const [special, before] of [
    [{ "<a": 60_001, "<a>": 60_000 }, [60_001, 29]],
    [{ "<a>": 60_000, "<a": 60_001 }, [60_000]],
  ] as const) {
    expect(original.getEncoding("gpt2", special).encode("<a>", "all")).toEqual(before);
    expect(ours.getEncoding("gpt2", special).encode("<a>", "all")).toEqual([60_000]);
  }
});

test("arguments of other types are a TypeError; the empty string is not a special token", () => {
  for (const text of [Object("hi"), 5]) expect(() => our.encode(text as string)).toThrow(TypeError);
  for (const ids of [5, {}, new Set([1])]) {
    expect(theirs.decode(ids as number[])).toBe("");
    expect(() => our.decode(ids as number[])).toThrow(TypeError);
  }
  expect(() => theirs.encode("hi", [], [""])).toThrow("special token");
  expect(our.encode("hi", [], [""])).toEqual(our.encode("hi"));
});

test("a vocabulary needs all 256 bytes, a pattern that always takes a character", () => {
  const few = { pat_str: "a|[^a]", special_tokens: {}, bpe_ranks: "! 0 YQ== Yg==" };
  expect(new OriginalTiktoken(few).encode("ab")).toEqual([0, 1]);
  expect(() => new ours.Tiktoken(few)).toThrow(/256/);
  expect(new OriginalTiktoken({ ...gpt2, pat_str: "a*" }).encode("ab")).toEqual([64]);
  expect(() => new ours.Tiktoken({ ...gpt2, pat_str: "a*" })).toThrow(/can match the empty string/);
});

test("time is linear: a run of one letter, which takes js-tiktoken minutes", () => {
  const run = "a".repeat(200_000);
  const ids = our.encode(run);
  expect(our.decode(ids)).toBe(run);
  expect(our.encode("a".repeat(40))).toEqual(theirs.encode("a".repeat(40)));
});
