/** Rank objects: ours have what the original's have, and both classes take both. */
import { createHash } from "node:crypto";
import originalGpt2 from "js-tiktoken/ranks/gpt2";
import originalR50k from "js-tiktoken/ranks/r50k_base";
import originalP50k from "js-tiktoken/ranks/p50k_base";
import originalP50kEdit from "js-tiktoken/ranks/p50k_edit";
import originalCl100k from "js-tiktoken/ranks/cl100k_base";
import originalO200k from "js-tiktoken/ranks/o200k_base";
import { Tiktoken as OriginalTiktoken } from "js-tiktoken/lite";
import { describe, expect, test } from "vitest";
import { getEncoding } from "../src/index.ts";
import { Tiktoken, type TiktokenBPE } from "../src/lite.ts";
import cl100kBase from "../src/ranks/cl100k_base.ts";
import gpt2 from "../src/ranks/gpt2.ts";
import o200kBase from "../src/ranks/o200k_base.ts";
import p50kBase from "../src/ranks/p50k_base.ts";
import p50kEdit from "../src/ranks/p50k_edit.ts";
import r50kBase from "../src/ranks/r50k_base.ts";

const PAIRS = [
  ["gpt2", gpt2, originalGpt2],
  ["r50k_base", r50kBase, originalR50k],
  ["p50k_base", p50kBase, originalP50k],
  ["p50k_edit", p50kEdit, originalP50kEdit],
  ["cl100k_base", cl100kBase, originalCl100k],
  ["o200k_base", o200kBase, originalO200k],
] as const;
const TEXT = "Rake it, she SAID: it's 12345 rows!\n\n  \t 草 😀 a\n";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

describe.each(PAIRS)("%s", (name, ranks, original) => {
  test("is the original's, whose text is made when it is read", () => {
    expect(Object.keys(ranks)).toEqual(Object.keys(original));
    const { bpe_ranks: text, ...others } = original;
    expect({ ...ranks, bpe_ranks: undefined }).toEqual({ ...others, bpe_ranks: undefined });
    expect([ranks.bpe_ranks.length, sha256(ranks.bpe_ranks)]).toEqual([text.length, sha256(text)]);
    expect(ranks.bpe_ranks).toBe(ranks.bpe_ranks);
  });

  test("ours, the original's and one from JSON make the same tokenizer", () => {
    const expected = getEncoding(name).encode(TEXT);
    expect(new OriginalTiktoken(original).encode(TEXT)).toEqual(expected);
    for (const one of [ranks, original, JSON.parse(JSON.stringify(original)) as TiktokenBPE, { ...ranks }]) {
      const tokenizer = new Tiktoken(one);
      expect(tokenizer.encode(TEXT)).toEqual(expected);
      expect(tokenizer.encode(`${TEXT}<|endoftext|>`, "all")).toEqual([
        ...expected,
        ranks.special_tokens["<|endoftext|>"],
      ]);
    }
  });
});

test("an object of ours can't be changed; a copy can, and is read", () => {
  expect(() => (gpt2.pat_str = "x")).toThrow(TypeError);
  const byLetters = new Tiktoken({ ...gpt2, pat_str: "[^]", special_tokens: {} });
  expect(byLetters.encode("hay<|endoftext|>")).toEqual([..."hay<|endoftext|>"].map((letter) => gpt2Id(letter)));
  function gpt2Id(letter: string): number {
    return new Tiktoken(gpt2).encode(letter)[0]!;
  }
});

/** Three merges beside the bytes, in the order of GPT-2's. */
function smallRanks(pattern: string): TiktokenBPE {
  const bytes = originalGpt2.bpe_ranks.split(" ").slice(2, 258).join(" ");
  return { pat_str: pattern, special_tokens: { "<|end|>": 1000 }, bpe_ranks: `! 0 ${bytes}\n! 500 aGE= aGF5 IGg=\n` };
}

test("a vocabulary of your own has its own pattern and special tokens", () => {
  for (const pattern of [String.raw`\w+|[^\w]`, String.raw` ?\p{L}+|\s+|[^\s\p{L}]+`, "h|[^h]+"]) {
    const ranks = smallRanks(pattern);
    const [theirs, our] = [new OriginalTiktoken(ranks, { "<|x|>": 1001 }), new Tiktoken(ranks, { "<|x|>": 1001 })];
    for (const text of ["hay hay", "a hay<|end|>haha", "<|x|><|end|> hhay", ""]) {
      const ids = theirs.encode(text, "all");
      expect(our.encode(text, "all")).toEqual(ids);
      expect(our.decode(ids)).toBe(theirs.decode(ids));
    }
  }
});

test("what is not a vocabulary is refused", () => {
  expect(() => new Tiktoken(undefined as never)).toThrow(TypeError);
  expect(() => new Tiktoken({ ...smallRanks("a|[^a]"), bpe_ranks: 7 as never })).toThrow(
    new TypeError("bpe_ranks is 7; expected the ranks as a text."),
  );
  expect(() => new Tiktoken({ ...smallRanks("a|[^a]"), bpe_ranks: "! 0 a$b" })).toThrow(/line 1/);
  expect(() => new Tiktoken(smallRanks("("))).toThrow(/pattern/);
});
