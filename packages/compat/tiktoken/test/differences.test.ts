/** Each difference that the README lists; what the original does instead was tried with tiktoken 1.0.22. */
import { describe, expect, test } from "vitest";
import gpt2 from "../src/encoders/gpt2.ts";
import { encoding_for_model, get_encoding, get_encoding_name_for_model, Tiktoken } from "../src/index.ts";

const encoding = get_encoding("gpt2");
const made = (pattern: string): Tiktoken => new Tiktoken(gpt2.bpe_ranks, gpt2.special_tokens, pattern);

describe("errors say what is wrong, where the original runs into a trap", () => {
  test.each([
    [
      "an id that is not a token",
      () => encoding.decode(Uint32Array.of(64, 60_000)),
      /id 60000 at index 1 is not a token/,
    ],
    ["its bytes", () => encoding.decode_single_token_bytes(60_000), /id 60000 is not a token of gpt2/],
    [
      "bytes that are not a token",
      () => encoding.encode_single_token(new TextEncoder().encode("hello world")),
      /bytes 68 65 6c 6c 6f 20 77 6f 72 6c 64 is not one token of gpt2/,
    ],
    ["an unknown encoding", () => get_encoding("gpt3" as "gpt2"), /^Invalid encoding: "gpt3"\. Known: gpt2, r50k_base/],
    ["ranks that are none", () => new Tiktoken("! 0 a$b", {}, "a|[^a]"), /line 1/],
    ["a pattern that is none", () => made("("), /pattern/],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  test("an object that was freed names the reason", () => {
    const freed = get_encoding("gpt2");
    freed.free();
    expect(() => freed.encode("a")).toThrow("null pointer passed to rust: this Tiktoken was freed.");
    expect([...encoding.encode("hello")]).toEqual([31373]);
  });
});

test("the order of completions is always the same", () => {
  const [first, again] = [encoding, get_encoding("gpt2")].map(
    (one) => one.encode_with_unstable("hello wor") as unknown,
  );
  expect(again).toEqual(first);
});

test("newer, dated and fine-tuned models are known", () => {
  expect(get_encoding_name_for_model("gpt-4o-2099-01-01" as "gpt-4o")).toBe("o200k_base");
  expect(encoding_for_model("ft:gpt-4o-2024-08-06:hay::1" as "gpt-4o").name).toBe("o200k_base");
  expect(() => get_encoding_name_for_model("gpt-oss-20b" as "gpt-4o")).toThrow("Invalid model: gpt-oss-20b");
});

describe("selections", () => {
  const text = "hay<|endoftext|>";

  test("a Set counts as an array; the empty string is ignored", () => {
    const all = new Set(["<|endoftext|>"]) as unknown as string[];
    expect(encoding.encode(text, all).at(-1)).toBe(50256);
    expect(encoding.encode("hay", [], [""])).toEqual(encoding.encode("hay"));
  });

  test.each([7, {}, [7], "none"])("%j is an error", (selection) => {
    const words = /^Invalid value for allowed_special: .*; expected "all" or an array of special tokens\.$/;
    expect(() => encoding.encode(text, selection as "all")).toThrow(words);
    expect(() => encoding.encode_with_unstable(text, selection as "all")).toThrow(words);
    expect(() => encoding.encode(text, [], selection as "all")).toThrow("Invalid value for disallowed_special");
  });
});

describe("special tokens of your own", () => {
  test.each([
    ["a Map", new Map([["<|x|>", 60_000]])],
    ["a list", []],
    ["a text", "<|x|>"],
    ["a fraction", { "<|x|>": 1.5 }],
    ["below 0", { "<|x|>": -5 }],
    ["beyond", { "<|x|>": 2 ** 20 }],
    ["the id of a rank", { "<|x|>": 5 }],
    ["an empty one", { "": 60_000 }],
  ])("%s is an error", (_, tokens) => {
    expect(() => get_encoding("gpt2", tokens as Record<string, number>)).toThrow(/expected/);
    expect(() => new Tiktoken(gpt2.bpe_ranks, tokens as Record<string, number>, gpt2.pat_str)).toThrow(/expected/);
  });
});

test("of special tokens of which one begins with another, the longer is taken", () => {
  for (const special of [
    { "<a": 60_001, "<a>": 60_000 },
    { "<a>": 60_000, "<a": 60_001 },
  ])
    expect([...get_encoding("gpt2", special).encode("<a>", "all")]).toEqual([60_000]);
});

test("a vocabulary needs all 256 bytes; a pattern matches everywhere, and takes a character", () => {
  expect(() => new Tiktoken("YQ== 0\nYg== 1\n", {}, "a|[^a]")).toThrow(/256/);
  expect(() => made("a*")).toThrow(/can match the empty string/);
  expect(() => made("a").encode("aba")).toThrow(/matches nothing at index 1/);
});

test("what is not a list of ids or bytes is a TypeError that says what it is", () => {
  for (const [none, said] of [
    ["hay", /"hay"/],
    [null, /null/],
    [{}, /an object/],
    [5, /5/],
    [undefined, /undefined/],
  ] as const) {
    const isRefused = expect.objectContaining({ name: "TypeError", message: expect.stringMatching(said) });
    const message = expect.objectContaining({
      message: expect.stringMatching(/expected a typed array or another list/),
    });
    for (const call of [() => encoding.decode(none as never), () => encoding.encode_single_token(none as never)]) {
      expect(call).toThrow(isRefused);
      expect(call).toThrow(message);
    }
  }
  expect(encoding.decode([71, 323] as never)).toEqual(new TextEncoder().encode("hay"));
});

test("objects of /encoders can't be changed; a copy can", () => {
  expect(() => (gpt2.pat_str = "x")).toThrow(TypeError);
  expect({ ...gpt2, pat_str: "x" }).toMatchObject({ pat_str: "x", bpe_ranks: gpt2.bpe_ranks });
});

test("time is linear: a run of one letter", () => {
  const run = "a".repeat(1_000_000);
  const ids = get_encoding("cl100k_base").encode(run);
  expect(new TextDecoder().decode(get_encoding("cl100k_base").decode(ids))).toBe(run);
});
