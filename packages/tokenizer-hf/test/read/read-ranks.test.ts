/** Vocabularies of js-tiktoken, such as the claude.json of @anthropic-ai/tokenizer 0.0.4; ids are those of tiktoken 1.0.10 on the same lists. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { standingText } from "@windrow/testing";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { packTokenizer } from "../../src/pack/index.ts";
import { openModule } from "../packed/packed-module.ts";

const TOKENS = [...Array.from({ length: 256 }, (_, byte) => Buffer.of(byte)), Buffer.from("fi"), Buffer.from("fin")];
const LISTED = TOKENS.map((token) => token.toString("base64"));
const json = {
  explicit_n_vocab: 64739,
  pat_str: "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  special_tokens: { "<EOT>": 0, "<META>": 1 },
  bpe_ranks: `! 2 ${LISTED.slice(0, 200).join(" ")}\n! 202 ${LISTED.slice(200).join(" ")}`,
};
const ALL = { allowedSpecial: "all" } as const;
/** The id of an ASCII character's byte. */
const byte = (character: string): number => 2 + character.charCodeAt(0);

describe.each([
  ["from the file", HfTokenizer.fromJson(json)],
  ["from its text", HfTokenizer.fromJson(JSON.stringify(json))],
  ["from a module", openModule(packTokenizer(json))],
])("%s", (_, tokenizer) => {
  test("tokens are merged by rank, in the text's NFKC", () => {
    expect([...tokenizer.encode("fine \ufb01n")]).toEqual([259, byte("e"), byte(" "), 259]);
    expect([...tokenizer.encodeWithOffsets("\ufb01n").starts]).toEqual([0]);
    expect(tokenizer.decode([259, byte("e"), 0])).toBe("fine<EOT>");
  });

  test("special tokens are looked for in what is normalized", () => {
    expect([...tokenizer.encode("\uff1cEOT\uff1ea<META>", ALL)]).toEqual([0, byte("a"), 1]);
    expect(() => tokenizer.encode("<EOT>")).toThrow(expect.objectContaining({ code: "HF_DISALLOWED_SPECIAL_TOKEN" }));
  });

  test("what it is", () => {
    expect([tokenizer.vocabSize, tokenizer.eotToken]).toEqual([260, 0]);
    expect(tokenizer.fingerprint).toBe(HfTokenizer.fromJson(json).fingerprint);
  });
});

test("other vocabularies of js-tiktoken are not normalized", () => {
  const bpe_ranks = `! 0 ${gpt2
    .toTiktoken()
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[0])
    .join(" ")}`;
  const vocabulary = { ...json, special_tokens: { "<|endoftext|>": 50_256 }, bpe_ranks };
  const text = `${standingText("scripts").slice(0, 20_000)} \ufb01n\u212b`;
  for (const tokenizer of [HfTokenizer.fromJson(vocabulary), openModule(packTokenizer(vocabulary))]) {
    expect(tokenizer.encode(text)).toEqual(gpt2.encode(text));
    expect(tokenizer.decode(gpt2.encode(text))).toBe(text);
    expect([tokenizer.vocabSize, tokenizer.eotToken]).toEqual([50_257, 50_256]);
  }
});

test.each([
  ["no mark", { bpe_ranks: "2 AA==" }, /bpe_ranks has "2 AA==" in line 1/],
  ["no id", { bpe_ranks: "! x AA==" }, /bpe_ranks has .* in line 1/],
  ["an id too large", { bpe_ranks: "! 99999999 AA==" }, /has ids above 1048574 in line 1/],
  ["an id that no engine has", { bpe_ranks: "! 1048575 AA==" }, /has ids above 1048574 in line 1/],
  ["no base64", { bpe_ranks: "! 2 %" }, /bpe_ranks has "%" for the id 2/],
  ["an id twice", { bpe_ranks: "! 2 AA==\n! 2 AQ==" }, /bpe_ranks has the id 2 twice/],
  ["a special token with the id of another", { special_tokens: { a: 2 } }, /special_tokens\.a is 2/],
  ["no special tokens", { special_tokens: undefined }, /special_tokens is undefined/],
])("%s", (_, change, message) => {
  expect(() => HfTokenizer.fromJson({ ...json, ...change })).toThrow(message);
});
