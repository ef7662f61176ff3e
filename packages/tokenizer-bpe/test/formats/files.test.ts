/** Files there and back, shapes written by hand, and what is refused, by field or line. */
import { ORDERS_OF_MERGES } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { gpt2 } from "../../src/encodings/gpt2.ts";
import { BpeTokenizer } from "../../src/index.ts";
import { GPT2_BYTES } from "../train/merges-of.ts";
import { expectSameWhenRead } from "./written-and-read.ts";

/** One of each table of ranks, with the special tokens that differ most; written-and-read.long.test.ts has the others. */
test.each(["gpt2", "p50k_edit", "cl100k_base", "o200k_harmony"] as const)(
  "%s: written and read in each format, the ids are the same",
  expectSameWhenRead,
);

const characters = GPT2_BYTES.map((byte, i) => String.fromCharCode(i < 188 ? byte : 256 + i - 188));
/** h, a, y: bytes, then ha = 256, hay = 257. */
const vocab = Object.fromEntries([...characters, "ha", "hay"].map((token, id) => [token, id]));
const merges = ["h a", "ha y"];
describe("vocab.json and merges.txt", () => {
  const options = { name: "hay", pattern: "gpt2" };
  const withEnd = JSON.stringify({ ...vocab, "<|endoftext|>": 258 });
  test.each([`#version: 0.2\n${merges.join("\n")}\n`, merges.join("\r\n")])("with and without a version", (text) => {
    const tokenizer = BpeTokenizer.fromVocabAndMerges({ vocab: withEnd, merges: text }, options);
    expect([...tokenizer.encode("hayha<|endoftext|>", { allowedSpecial: "all" })]).toEqual([257, 256, 258]);
    expect([...tokenizer.specialTokens]).toEqual([["<|endoftext|>", 258]]);
    const written = tokenizer.toVocabAndMerges();
    expect(written.merges).toBe("#version: 0.2\nh a\nha y\n");
    expect(JSON.parse(written.vocab)).toEqual(JSON.parse(withEnd));
  });

  test.each([
    ["#version\nh a\nha\n", { line: 3 }, /line 3 of merges.txt is "ha"/],
    ["h a\nha y z\n", { line: 2 }, /line 2/],
    ["h a\n\nha z\n", { line: 3, merge: 1 }, /"haz" is not a token of vocab.json/],
  ])("%j is refused by its line", (text, fields, message) => {
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab: withEnd, merges: text }, options)).toThrow(
      expect.objectContaining({ code: "BPE_INVALID_FILE", fields, message: expect.stringMatching(message) as string }),
    );
  });

  const withTokens = (...tokens: string[]): Record<string, number> =>
    Object.fromEntries([...characters, ...tokens].map((token, id) => [token, id]));
  const read = (listed: readonly string[], tokens: Record<string, number>): BpeTokenizer =>
    BpeTokenizer.fromVocabAndMerges({ vocab: tokens, merges: listed.join("\n") }, options);

  test("ids that are not ranks, with special tokens first and a hole", () => {
    const shifted = Object.fromEntries(
      Object.entries(vocab).map(([token, id]) => [token, id === 256 ? 400 : 300 - id]),
    );
    const tokenizer = read(merges, { "<s>": 0, ...shifted });
    expect([...tokenizer.encode("<s>hayha!", { allowedSpecial: "all" })]).toEqual([0, 43, 400, 300]);
    expect(tokenizer.decode([0, 43, 400, 300])).toBe("<s>hayha!");
    expect(tokenizer.vocabSize).toBe(401);
    expect(() => tokenizer.decode([301])).toThrow(/301/);
    const again = BpeTokenizer.fromVocabAndMerges(tokenizer.toVocabAndMerges(), options);
    expect([again.fingerprint, again.vocabSize]).toEqual([tokenizer.fingerprint, 401]);
    expect(() => tokenizer.toTiktoken()).toThrow(expect.objectContaining({ code: "BPE_NOT_EXPORTABLE" }));
    expect(() => tokenizer.toMinbpe()).toThrow(/GPT-2's order/);
  });

  test("merges in another order than their tokens' ids", () => {
    // "ay" first, so that "ha" never comes to be within "hay".
    const three = withTokens("ha", "ay", "hay");
    const [first, second] = [
      ["a y", "h a", "h ay"],
      ["h a", "a y", "h ay"],
    ] as const;
    expect([...read(first, three).encode("hayha")]).toEqual([258, 256]);
    expect([...read(second, three).encode("hay")]).toEqual([256, vocab["y"]]);
    expect(read(first, three).fingerprint).not.toBe(read(second, three).fingerprint);
  });

  test("several merges that make one token, in any order, one of them twice", () => {
    const abc = withTokens("ab", "bc", "abc");
    const fingerprints = new Set<string>();
    for (const [listed, ids] of ORDERS_OF_MERGES) {
      const tokenizer = read(listed, abc);
      fingerprints.add(tokenizer.fingerprint);
      for (const one of [tokenizer, BpeTokenizer.fromVocabAndMerges(tokenizer.toVocabAndMerges(), options)])
        expect([...one.encode("abcbcabcabc")]).toEqual(ids);
    }
    expect(() => read(ORDERS_OF_MERGES[1]![0], abc).toMinbpe()).toThrow(
      expect.objectContaining({ code: "BPE_NOT_EXPORTABLE" }),
    );
    expect(fingerprints.size).toBe(ORDERS_OF_MERGES.length);
    // By ranks these would be merged in the order of their ids.
    expect(() => read(ORDERS_OF_MERGES[3]![0], abc).toTiktoken()).toThrow(
      expect.objectContaining({ code: "BPE_NOT_EXPORTABLE" }),
    );
  });

  const { q: _, ...withoutQ } = vocab;
  test.each([
    ["an empty vocab", {}, "vocab.json", /no token/],
    ["an id twice", { ...vocab, hey: 3 }, "vocab.json", /the id 3 twice, for "\$" and "hey"/],
    ["an id that is none", { ...vocab, hey: -1 }, "vocab.json", /the id -1 for "hey"/],
    ["a byte that is missing", withoutQ, "vocab.json", /no token for the byte 0x71/],
    ["no object", [], "vocab.json", /is an empty array/],
  ])("%s is refused by its file", (_name, tokens, field, message) => {
    expect(() => read(merges, tokens as Record<string, number>)).toThrow(
      expect.objectContaining({
        code: "BPE_INVALID_FILE",
        fields: expect.objectContaining({ field }) as object,
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  test("files that are none", () => {
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab: "{", merges: "" }, options)).toThrow(
      /vocab.json is not JSON/,
    );
    expect(() => BpeTokenizer.fromVocabAndMerges({ vocab } as never, options)).toThrow(/merges.txt is undefined/);
  });
});

test.each([
  ["[\\p{L}\\p{M}]+|[^]", "[\\p{L}\\p{M}]+|[\\s\\S]"],
  ["h[^]|[^h]+|[^]", "h[\\s\\S]|[^h]+|[\\s\\S]"],
  ["[\\[^]+|\\[[^\\]]|[^]", "[\\[^]+|\\[[^\\]]|[\\s\\S]"],
])("[^] of %s is written in Oniguruma's words", (pattern, written) => {
  const ranks = characters.map((_, byte) => `${Buffer.from([byte]).toString("base64")} ${byte}`).join("\n");
  const json = BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern }).toTokenizerJson();
  const read = JSON.parse(json) as { pre_tokenizer: { pretokenizers: { pattern: object }[] } };
  expect(read.pre_tokenizer.pretokenizers[0]!.pattern).toEqual({ Regex: written });
});

test("the stages of a tokenizer.json are as Hugging Face's tokenizers writes them", () => {
  const stages = JSON.parse(gpt2.toTokenizerJson()) as { pre_tokenizer: object; decoder: object };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  expect(stages.pre_tokenizer).toEqual(byteLevel);
  expect(stages.decoder).toMatchObject({ type: "ByteLevel", trim_offsets: true, use_regex: true });
});

describe("minbpe's .model", () => {
  const GPT4 = String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+`;
  const model = (pattern: string): string => `minbpe v1\n${pattern}\n1\n<|end|> 300\n104 97\n256 121\n`;

  test.each(["", GPT4, String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`])(
    "pattern %j",
    (pattern) => {
      const tokenizer = BpeTokenizer.fromMinbpe(model(pattern));
      expect([...tokenizer.encode("hayha!<|end|>", { allowedSpecial: "all" })]).toEqual([257, 256, 33, 300]);
      expect(tokenizer.decode([257, 256, 33, 300])).toBe("hayha!<|end|>");
      expect(BpeTokenizer.fromMinbpe(tokenizer.toMinbpe()).fingerprint).toBe(tokenizer.fingerprint);
    },
  );

  test("its words are those of Python's regex", () => {
    const tokenizer = BpeTokenizer.fromMinbpe(model(GPT4));
    expect(tokenizer.toMinbpe()).toBe(model(GPT4));
    // "ha" over the border of "'s" and "ha" is none.
    expect([...tokenizer.encode("h's1234")].map((id) => tokenizer.decode([id]))).toEqual([..."h's1234"]);
  });

  test.each([
    ["minbpe v2\n\n0\n", { line: 1 }, /"minbpe v2"; expected "minbpe v1"/],
    ["minbpe v1\n\nx\n", { line: 3 }, /number of special tokens/],
    ["minbpe v1\n\n2\n<a> 5\n", { line: 5 }, /a special token, a space and its id/],
    ["minbpe v1\n\n0\n104 97 5\n", { line: 4 }, /two ids/],
    ["minbpe v1\n\n0\n104 256\n", { line: 4 }, /can only use earlier ids/],
    ["minbpe v1\n\n0\n104 97\n104 97\n", { line: 5 }, /the same bytes as the id 256/],
    [
      "minbpe v1\n\n2\nhay 256\nhayfork 257\n",
      { field: "special tokens" },
      /have "hayfork" after "hay", which minbpe would find instead/,
    ],
    ["minbpe v1\n\n1\n<a> 256\n104 97\n", { field: "special tokens", id: 256 }, /a merge has too/],
    ["minbpe v1\n\\X\n0\n", { field: "the pattern in line 2" }, /\\X/],
    ["minbpe v1\n\\p{L}+\n0\n", { field: "the pattern in line 2" }, /may leave some text unmatched/],
  ])("%j is refused", (text, fields, message) => {
    expect(() => BpeTokenizer.fromMinbpe(text)).toThrow(
      expect.objectContaining({ name: "BpeError", fields, message: expect.stringMatching(message) as string }),
    );
  });

  test("what it has no words for", () => {
    const code = { code: "BPE_NOT_EXPORTABLE" };
    const listed = BpeTokenizer.fromVocabAndMerges(
      { vocab, merges: merges.join("\n") },
      { name: "hay", pattern: "gpt2" },
    );
    expect(() => listed.toMinbpe()).toThrow(expect.objectContaining(code));
    const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`);
    const own = (pattern: string, special = {}): BpeTokenizer =>
      BpeTokenizer.fromTiktoken(bytes.join("\n"), { name: "own", pattern, specialTokens: special });
    expect(() => own("\\s+|\\S+").toMinbpe()).toThrow(/can't be written in Python's syntax/);
    expect(() => own("\\s+|\\S+").toTokenizerJson()).toThrow(/such as \\s, \\w or \$/);
    expect(() => own("\\bh|[^]").toTokenizerJson()).toThrow(/has \\b at index 2, which can't be written in Oniguruma/);
    expect(() => own("gpt2", { "a b": 256 }).toMinbpe()).toThrow(/white space/);
    // minbpe strips the line.
    expect(() => own(" ?[^ ]+| +").toMinbpe()).toThrow(expect.objectContaining(code));
    expect(own("[^ ]+| +").toMinbpe()).toBe("minbpe v1\n[^ ]+| +\n0\n");
  });
});
