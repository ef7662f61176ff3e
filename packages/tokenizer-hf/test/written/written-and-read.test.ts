/** What tokenizer-bpe writes as a tokenizer.json is read here with the same ids: its encodings, and vocabularies of all shapes. */
import { BpeTokenizer, getEncoding } from "@windrow/tokenizer-bpe";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { expect, test } from "vitest";
import { CHARACTERS } from "../../src/characters/byte-characters.ts";
import { HfTokenizer } from "../../src/index.ts";
import { expectSameWhenRead } from "./written-and-read.ts";

/** As tiktoken takes it: what a tokenizer.json has means the same in Oniguruma's words. */
const KIMI = [
  String.raw`[\p{Han}]+`,
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
  String.raw`\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
].join("|");

/** One of each table of ranks, with the special tokens that differ most; written-and-read.long.test.ts has the others. */
test.each(["gpt2", "p50k_edit", "cl100k_base", "o200k_harmony"] as const)("%s", async (name) => {
  expectSameWhenRead(await getEncoding(name));
});

test("a trained vocabulary, under patterns of its own", async () => {
  const texts = ["the hay is in the rows, the hay is dry", "rows and rows of windrows; 12 345 67"];
  for (const pattern of ["gpt2", "o200k_base", KIMI, String.raw`\p{L}+|[^\p{L}]`, " ?[^ ]+| +", "[^]+"])
    expectSameWhenRead(
      await trainBpe(texts, { vocabSize: 290, pattern, specialTokens: ["<|endoftext|>", "<|hay|>"], threads: 1 }),
    );
});

test.each(["[\\p{L}\\p{M}]+|[^]", "h[^]|[^h]+|[^]", "[\\[^]+|\\[[^\\]]|[^]"])("[^] of %s", (pattern) => {
  const ranks = Array.from({ length: 256 }, (_, byte) => `${Buffer.from([byte]).toString("base64")} ${byte}`);
  expectSameWhenRead(BpeTokenizer.fromTiktoken(ranks.join("\n"), { name: "own", pattern }));
});

const characters = [...CHARACTERS].toSorted((a, b) => a.charCodeAt(0) - b.charCodeAt(0));
const withTokens = (...tokens: string[]): Record<string, number> =>
  Object.fromEntries([...characters, ...tokens].map((token, id) => [token, id]));

test.each<[string, Record<string, number>, string[]]>([
  [
    "ids that are not ranks, with special tokens first and a hole",
    Object.fromEntries([
      ["<s>", 0],
      ...Object.entries(withTokens("ha", "hay")).map(([token, id]) => [token, id === 256 ? 400 : 300 - id]),
    ]) as Record<string, number>,
    ["h a", "ha y"],
  ],
  ["merges in another order than ids", withTokens("ha", "ay", "hay"), ["a y", "h a", "h ay"]],
  ["several merges that make one token", withTokens("ab", "bc", "abc"), ["a b", "ab c", "b c", "a bc"]],
  ["one of them twice", withTokens("ab", "bc", "abc"), ["a b", "b c", "ab c", "a b"]],
])("%s", (_, vocab, merges) => {
  const own = BpeTokenizer.fromVocabAndMerges({ vocab, merges: merges.join("\n") }, { name: "own", pattern: "gpt2" });
  expectSameWhenRead(own);
  const read = HfTokenizer.fromJson(own.toTokenizerJson());
  for (const text of ["hayha<s>hay", "abcbcabcabc ab abc", "hahay bcab"])
    expect(read.encode(text, { allowedSpecial: "all" })).toEqual(own.encode(text, { allowedSpecial: "all" }));
});
