/** A vocabulary as js-tiktoken passes it around, such as claude.json: ids are those of the encoding, and files that are wrong. */
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { standingText } from "@windrow/testing";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { packTokenizer } from "@windrow/tokenizer-hf/pack";
import { expect, describe, test } from "vitest";

const lines = gpt2.toTiktoken().trimEnd().split("\n");
const tokens = lines.map((line) => line.split(" ")[0]!);
const PATTERN = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
const END = "<|endoftext|>";
const file = (bpe_ranks: unknown, rest: object = {}): object => ({
  explicit_n_vocab: 50_257,
  pat_str: PATTERN,
  special_tokens: { [END]: 50_256 },
  bpe_ranks,
  ...rest,
});
const inRuns = `! 0 ${tokens.slice(0, 300).join(" ")}\n! 300 ${tokens.slice(300).join(" ")}`;
const text = standingText("scripts").slice(0, 20_000);

describe.each([
  ["runs of tokens", inRuns],
  ["a token on each line", lines.join("\n")],
  ["both, and an empty line", `${lines.slice(0, 9).join("\n")}\n! 9 ${tokens.slice(9).join(" ")}\n`],
])("%s", (_, ranks) => {
  test.each(["wasm", "typescript"] as const)("ids and texts on %s", (engine) => {
    const tokenizer = HfTokenizer.fromJson(JSON.stringify(file(ranks)), { engine });
    expect(tokenizer.engine).toBe(engine);
    expect([tokenizer.vocabSize, tokenizer.eotToken]).toEqual([50_257, 50_256]);
    expect(tokenizer.encode(text)).toEqual(gpt2.encode(text));
    expect(tokenizer.decode(gpt2.encode(text))).toBe(text);
    const { ids, starts } = tokenizer.encodeWithOffsets("Make hay");
    expect([[...ids], [...starts]]).toEqual([
      [12050, 27678],
      [0, 4],
    ]);
    expect([...tokenizer.encode(`hay${END}`, { allowedSpecial: "all" })]).toEqual([71, 323, 50_256]);
    expect(() => tokenizer.encode(END)).toThrow(/disallowed/);
  });
});

test("ranks that begin behind the special tokens, as in claude.json", () => {
  const special = Object.fromEntries(["<EOT>", "<META>", "<SOS>"].map((name, id) => [name, id]));
  const tokenizer = HfTokenizer.fromJson(file(`! 3 ${tokens.join(" ")}`, { special_tokens: special }));
  expect([...tokenizer.encode("Make hay<SOS>", { allowedSpecial: "all" })]).toEqual([12053, 27681, 2]);
  expect(tokenizer.decode([0, 12053])).toBe("<EOT>Make");
});

test("packed as a module it is the same", async () => {
  const json = file(inRuns);
  const { code, fingerprint } = packTokenizer(json, { name: "hay" });
  expect(fingerprint).toBe(HfTokenizer.fromJson(json).fingerprint);
  expect(code).toContain('@windrow/tokenizer-hf/packed"');
});

test.each<[string, object, RegExp]>([
  ["a rank twice", file("IQ== 0\nIg== 0"), /bpe_ranks has the rank 0 twice/],
  ["a token without a rank", file("IQ=="), /bpe_ranks has the token "IQ==" without a rank/],
  ["a rank that is negative", file("! -3 IQ== Ig=="), /without a rank/],
  ["a rank that is none", file("! x IQ=="), /without a rank/],
  ["a rank beyond all", file("IQ== 99999999999"), /without a rank/],
  ["three words", file("IQ== 0 1"), /has the line "IQ== 0 1"/],
  ["no base64", file("! 0 I"), /expected bytes in base64/],
  ["bytes that are missing", file("! 0 IQ== Ig=="), /bytes?/i],
  ["no pattern", file(inRuns, { pat_str: undefined }), /pat_str/],
  ["a pattern that is none", file(inRuns, { pat_str: "\\p{" }), /pat_str has/],
  ["an id that a token has", file(inRuns, { special_tokens: { [END]: 5 } }), /special_tokens\.<\|endoftext\|> is 5/],
  ["special tokens that are none", file(inRuns, { special_tokens: [] }), /special_tokens/],
])("%s", (_, json, message) => {
  expect(() => HfTokenizer.fromJson(json)).toThrow(message);
});
