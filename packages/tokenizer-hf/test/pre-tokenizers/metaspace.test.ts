/** Figures of Hugging Face tokenizers 0.23.2. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { expect, test } from "vitest";
import { AlignedText } from "../../src/aligned/aligned-text.ts";
import { Metaspace, type PrependScheme } from "../../src/pre-tokenizers/metaspace.ts";

const TEXTS = ["a  b", "\u2581a", " "];

test.each([
  ["always", true, [["\u2581a", "\u2581", "\u2581b"], ["\u2581a"], ["\u2581"]]],
  ["first", false, [["\u2581a\u2581\u2581b"], ["\u2581a"], ["\u2581"]]],
  ["never", true, [["a", "\u2581", "\u2581b"], ["\u2581a"], ["\u2581"]]],
] as const)("%s, split: %s", (scheme: PrependScheme, splits, pieces) => {
  const step = new Metaspace("\u2581", scheme, splits);
  expect(TEXTS.map((text) => Array.from(step.split(AlignedText.of(text)), (piece) => piece.text))).toEqual(pieces);
});

const file = (preTokenizer: object, normalizer?: object): object => ({
  version: "1.0",
  added_tokens: [
    { id: 1, content: "<s>", single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
  ],
  ...(normalizer === undefined ? {} : { normalizer }),
  pre_tokenizer: { type: "Metaspace", replacement: "\u2581", ...preTokenizer },
  model: { type: "BPE", unk_token: "?", vocab: { "?": 0, "<s>": 1, "\u2581": 2, a: 3, b: 4 }, merges: [] },
});

test.each([
  ["a", [2, 3]],
  ["<s>a", [1, 3]],
  ["a<s>a", [2, 3, 1, 3]],
  ["<s> a", [1, 2, 3]],
])("first: only at the beginning of all, %s", (text, ids) => {
  const tokenizer = HfTokenizer.fromJson(file({ prepend_scheme: "first" }));
  expect([...tokenizer.encode(text, { allowedSpecial: "all" })]).toEqual(ids);
  expect([...tokenizer.encodeWithOffsets(text, { allowedSpecial: "all" }).ids]).toEqual(ids);
  expect(tokenizer.countTokens(text, { allowedSpecial: "all" })).toBe(ids.length);
});

test("first: not where a normalizer has taken away what the text began with", () => {
  const nmt = { type: "Nmt" };
  const tokenizer = HfTokenizer.fromJson(file({ prepend_scheme: "first" }, nmt));
  expect([...tokenizer.encode("\u0001a")]).toEqual([3]);
  expect([...tokenizer.encodeWithOffsets("\u0001a").ids]).toEqual([3]);
});

test("files of older versions", () => {
  const old = HfTokenizer.fromJson(file({ add_prefix_space: true, str_rep: "\u2581" }));
  expect([...old.encode("a b")]).toEqual([2, 3, 2, 4]);
  const never = HfTokenizer.fromJson(file({ add_prefix_space: false, prepend_scheme: "never" }));
  expect([...never.encode("a b")]).toEqual([3, 2, 4]);
  expect(() => HfTokenizer.fromJson(file({ add_prefix_space: false }))).toThrow(
    'pre_tokenizer.add_prefix_space is false, and prepend_scheme is "always"',
  );
  expect(() => HfTokenizer.fromJson(file({ replacement: "ab" }))).toThrow('pre_tokenizer.replacement is "ab"');
});
