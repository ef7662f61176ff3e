/** WordPiece against the loop that its definition is, words in the worst case, and files that are wrong. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { WordPiece } from "../../src/models/word-piece.ts";

interface Vocabulary {
  readonly tokens: readonly string[];
  readonly prefix: string;
  readonly longest: number;
}

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_202);
const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 300);

function model({ tokens, prefix, longest }: Vocabulary): WordPiece {
  const vocab = new Map(["[UNK]", ...tokens].map((token, id) => [token, id]));
  return new WordPiece({ vocab, unkToken: "[UNK]", continuingPrefix: prefix, maxCharacters: longest });
}

/** The longest token that the rest of the word begins with, again and again. */
function slowTwin({ tokens, prefix, longest }: Vocabulary, word: string): string[] {
  const characters = [...word];
  if (characters.length > longest) return ["[UNK]"];
  const known = new Set(["[UNK]", ...tokens]);
  const found: string[] = [];
  for (let start = 0; start < characters.length;) {
    let end = characters.length;
    const token = (): string => (start > 0 ? prefix : "") + characters.slice(start, end).join("");
    while (end > start && !known.has(token())) end--;
    if (end === start) return ["[UNK]"];
    found.push(token());
    start = end;
  }
  return found;
}

/** Tokens of few letters, so that words have several ways to be cut. */
function randomVocabulary(index: number): Vocabulary {
  const prefix = ["##", "##", "", "#", "a"][index % 5]!;
  const letters = index % 2 === 0 ? ["a", "b"] : ["a", "b", "\u00e9", "\u{1f600}", "#"];
  const words = seededTexts(SEED + index, 1 + (index % 23), { words: letters, maxLength: 6 });
  const tokens = words.map((word, i) => (i % 3 === 0 ? word : prefix + word)).filter((token) => token !== "[UNK]");
  return { tokens: [...new Set(tokens)], prefix, longest: [100, 100, 8, 3][index % 4]! };
}

test(`random vocabularies of a seed have the ids of the slow twin (${COUNT}, seed ${SEED})`, () => {
  for (let index = 0; index < COUNT; index++) {
    const vocabulary = randomVocabulary(index);
    const fast = model(vocabulary);
    const joined = vocabulary.tokens.map((token, i, { length }) => {
      const next = vocabulary.tokens[(i * 7 + 3) % length]!;
      return token + next.slice(next.startsWith(vocabulary.prefix) ? vocabulary.prefix.length : 0);
    });
    const words = seededTexts(SEED - index, 40, { words: ["a", "b", "aa", "ab", "[UNK]", ...joined], maxLength: 12 });
    for (const word of [...vocabulary.tokens, ...joined, ...words].filter((one) => one !== "")) {
      const { ids, ends } = fast.encode(word);
      const expected = slowTwin(vocabulary, word);
      expect([vocabulary, word, ids.map((id) => fast.tokenOf(id))]).toEqual([vocabulary, word, expected]);
      expect(ends.at(-1)).toBe(new TextEncoder().encode(word).length);
    }
  }
});

describe("a word of 10^6 letters", () => {
  const LETTERS = 1_000_000;
  const long = "a".repeat(100_000);

  test.each<[string, Vocabulary, number]>([
    ["one by one", { tokens: ["a", "##a"], prefix: "##", longest: 1e7 }, LETTERS],
    [
      "after long ways that end",
      { tokens: ["a", "##a", `${long}b`, `##${long}b`], prefix: "##", longest: 1e7 },
      LETTERS,
    ],
    ["in two lengths", { tokens: ["aa", "##a", "##aaa", `##${long}b`], prefix: "##", longest: 1e7 }, 333_335],
    ["that is too long", { tokens: ["a", "##a"], prefix: "##", longest: 100 }, 1],
    ["that ends in what no token is", { tokens: ["a", "##aa", `##${long}b`], prefix: "##", longest: 1e7 }, 1],
  ])(
    "%s",
    (_, vocabulary, count) => {
      // Looking for each token letter by letter would take 10^11 steps.
      const { ids, ends } = model(vocabulary).encode("a".repeat(LETTERS));
      expect([ids.length, ends.at(-1)]).toEqual([count, LETTERS]);
    },
    30_000,
  );
});

test("many different words are not all kept, and those that come again have the same ids", () => {
  const tokens = [..."0123456789"].flatMap((digit) => [digit, `##${digit}`]);
  const json = file({ vocab: Object.fromEntries(["[UNK]", ...tokens].map((token, id) => [token, id])) });
  const tokenizer = HfTokenizer.fromJson({ ...json, pre_tokenizer: { type: "BertPreTokenizer" } });
  const words = Array.from({ length: 150_000 }, (_, i) => String(i * 7));
  const expected = words.flatMap((word) => [...word].map((digit, i) => 1 + 2 * Number(digit) + (i > 0 ? 1 : 0)));
  const text = words.join(" ");
  for (let time = 0; time < 2; time++) expect(tokenizer.encode(text).join() === expected.join()).toBe(true);
  expect(tokenizer.tokenCountWithin(text, 10)).toBeUndefined();
});

function file(rest: object): { version: string; model: object } {
  const settings = { unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100 };
  return { version: "1.0", model: { type: "WordPiece", ...settings, vocab: { "[UNK]": 0, a: 1, "##b": 2 }, ...rest } };
}

test("a file without a type is known by its fields", () => {
  const { type: _, ...fields } = file({}).model as Record<string, unknown>;
  expect([...HfTokenizer.fromJson({ version: "1.0", model: fields }).encode("abb")]).toEqual([1, 2, 2]);
});

test.each<[object, RegExp]>([
  [{ vocab: { a: 0 } }, /^model\.unk_token is "\[UNK\]", which model\.vocab does not have\.$/],
  [{ vocab: { "[UNK]": 0, a: 1, b: 1 } }, /^model\.vocab has the id 1 twice, for "a" and "b"\.$/],
  [{ vocab: { "[UNK]": 0, a: 1.5 } }, /^model\.vocab has "a" with the id 1\.5; expected an integer\.$/],
  [{ vocab: ["[UNK]"] }, /^model\.vocab is .*; expected an object\.$/],
  [{ vocab: { "[UNK]": 0, "\ud800": 1 } }, /half a surrogate pair/],
  [{ unk_token: 0 }, /^model\.unk_token is 0; expected a text\.$/],
  [{ unk_token: null }, /^model\.unk_token is missing; expected a text\.$/],
  [{ continuing_subword_prefix: 2 }, /^model\.continuing_subword_prefix is 2; expected a text\.$/],
  [{ continuing_subword_prefix: undefined }, /^model\.continuing_subword_prefix is missing; expected a text\.$/],
  [{ max_input_chars_per_word: "100" }, /^model\.max_input_chars_per_word is "100"; expected an integer/],
  [{ max_input_chars_per_word: -1 }, /^model\.max_input_chars_per_word is -1; expected an integer/],
  [{ max_input_chars_per_word: undefined }, /^model\.max_input_chars_per_word is missing/],
])("%j is an error that names the field", (rest, message) => {
  expect(() => HfTokenizer.fromJson(file(rest))).toThrow(message);
  expect(() => HfTokenizer.fromJson(file(rest))).toThrow(expect.objectContaining({ code: "HF_INVALID_FILE" }));
});

test.each<[string, object, string]>([
  [
    "normalizer",
    { type: "BertNormalizer", handle_chinese_chars: true, lowercase: true },
    "normalizer.clean_text is missing",
  ],
  [
    "normalizer",
    { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: 1, lowercase: true },
    "normalizer.strip_accents is 1; expected true or false.",
  ],
  ["decoder", { type: "WordPiece", prefix: "##" }, "decoder.cleanup is missing; expected true or false."],
  ["decoder", { type: "WordPiece", prefix: 1, cleanup: true }, "decoder.prefix is 1; expected a text."],
  ["post_processor", { type: "BertProcessing", sep: ["[SEP]", 1] }, "post_processor.cls is missing; expected a token"],
])("%s %j is an error that names the field", (field, step, message) => {
  expect(() => HfTokenizer.fromJson({ ...file({}), [field]: step })).toThrow(message);
});
