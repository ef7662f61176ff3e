/** Unigram against Hugging Face's answers and a slow twin, texts in the worst case, and files that are wrong. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../src/index.ts";
import { Unigram } from "../../src/models/unigram.ts";
import { libraryNumber } from "../../src/read/library-number.ts";
import { fixture } from "../fixtures/fixture.ts";
import { slowUnigram, type Vocabulary } from "./slow-unigram.ts";

interface Answers {
  readonly files: readonly {
    readonly file: string;
    readonly answers: readonly {
      readonly text: string;
      readonly ids?: readonly number[];
      readonly starts?: readonly number[];
      readonly ends?: readonly number[];
    }[];
  }[];
  readonly numbers: readonly (readonly [text: string, value: string | null])[];
}

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_202);
const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 1000);
const ALL = { allowedSpecial: "all" } as const;
const { files, numbers } = await fixture<Answers>("unigram.json.gz");

function model(tokens: readonly (readonly [token: string, score: number])[], rest: Partial<Vocabulary> = {}): Unigram {
  const unkId = "unkId" in rest ? rest.unkId : 0;
  const scores = Float64Array.from(tokens, ([, score]) => score);
  return new Unigram({ byteFallback: false, ...rest, tokens: tokens.map(([token]) => token), scores, unkId });
}

test("all answers are looked at", () => expect([files.length, numbers.length > 900]).toEqual([120, true]));

test("ids and spans of random vocabularies are those of Hugging Face's library", () => {
  for (const { file, answers } of files) {
    const tokenizer = HfTokenizer.fromJson(file);
    for (const answer of answers) {
      const { text, ids } = answer;
      if (ids === undefined) {
        expect(() => tokenizer.encode(text)).toThrow(/is not in the vocabulary, and the model has no unk_id/);
        continue;
      }
      const found = tokenizer.encodeWithOffsets(text, ALL);
      const { starts, ends } = found;
      expect({ file, text, ids: [...found.ids], starts: [...starts], ends: [...ends] }).toEqual({ file, ...answer });
      expect([text, [...tokenizer.encode(text)], tokenizer.countTokens(text)]).toEqual([text, ids, ids.length]);
    }
  }
});

test("numbers are read as the library reads them", () => {
  const wrong = numbers.filter(([text, value]) => {
    const found = libraryNumber(text);
    return value === null ? Number.isFinite(found) : !Object.is(found, Number(value));
  });
  expect(wrong).toEqual([]);
  // Those are not what JavaScript makes of the same text.
  expect(numbers.filter(([text, value]) => value !== null && Number(value) !== Number(text)).length).toBeGreaterThan(
    50,
  );
});

test("scores are read from the text of the file, wherever else there is a list of that name", () => {
  const at = (numbers_: string): string =>
    `{"version":"1.0","model":{"x":{"vocab":[["a",1]]},"type":"Unigram","unk_id":0,"vocab" :\n[ ["\\"vocab\\":[",0.0], ["a" , -3.5],["b",${numbers_}] ] }}`;
  // The library reads these as the same number, and as another than that of the third.
  const [first, second, third] = ["-10.352386474609375", "-10.352386474609377", "-10.352386474609374"].map(
    (one) => HfTokenizer.fromJson(at(one)).fingerprint,
  );
  expect(first).toBe(second);
  expect(first).not.toBe(third);
  expect(HfTokenizer.fromJson(JSON.parse(at("-10.352386474609375")) as object).fingerprint).toBe(first);
  expect(HfTokenizer.fromJson(Buffer.from(at("-10.352386474609375"))).fingerprint).toBe(first);
});

/** The tests of models/unigram/model.rs, as what they find. */
test.each<[string, string, string[]]>([
  ["longer and better tokens", "abcdacdxx", ["abcd", "a", "cd", "xx"]],
  ["one token", "abcd", ["abcd"]],
])("%s: %s", (_, text, expected) => {
  const tokens = [..."abcd"].map((letter) => [letter, 0] as const);
  const unigram = model([["<unk>", 0], ...tokens, ["cd", 1], ["ab", 2], ["abc", 5], ["abcd", 10]]);
  expect(textsOf(unigram, text)).toEqual(expected);
});

test.each<[string, string[]]>([
  ["abc", ["abc"]],
  ["AB", ["AB"]],
  ["abcd", ["ab", "cd"]],
  ["abcc", ["abc", "c"]],
  ["xabcabaabcdd", ["x", "abc", "ab", "a", "ab", "cd", "d"]],
  ["xyz\u6771\u4eac", ["xyz\u6771\u4eac"]],
  ["ABC", ["ABC"]],
  ["abABCcd", ["ab", "ABC", "cd"]],
  ["ababcdabcdcd", ["ab", "abcdabcd", "cd"]],
  ["abqrcd", ["ab", "q", "r", "cd"]],
])("scores decide: %s", (text, expected) => {
  const tokens: [string, number][] = [
    ["<unk>", 0],
    ["ab", 0],
    ["cd", -0.1],
    ["abc", -0.2],
    ["a", -0.3],
    ["b", -0.4],
    ["c", -0.5],
    ["ABC", -0.5],
    ["abcdabcd", 20],
    ["q", 20.5],
    ["r", 20.5],
    ["qr", -0.5],
  ];
  expect(textsOf(model(tokens), text)).toEqual(expected);
});

test("a file with as many lists of that name as tokens takes time that grows with it", () => {
  const count = 100_000;
  const vocab = JSON.stringify(Array.from({ length: count }, (_, i) => [`t${i}`, -1.5]));
  const text = `{"model":{"type":"Unigram","unk_id":0,${'"vocab":[],'.repeat(count)}"vocab":${vocab}}}`;
  expect([...HfTokenizer.fromJson(text).encode("t99999")]).toEqual([99_999]);
}, 20_000);

test("bytes of unknown characters, which all have the place of the unknown text", () => {
  const bytes = ["<0xE2>", "<0x85>", "<0xE2>", "<0x90>", "<0x91>", "<0x9B>"];
  const tokens = ["<unk>", ...bytes, "Hello", "how", "are", " "].map((token, i) => [token, -i / 100] as const);
  const unigram = model(tokens, { byteFallback: true });
  const { ids, starts, ends } = unigram.encode("Hello\u2150how are\u2151\u2151");
  expect(ids).toEqual([7, 3, 2, 4, 8, 10, 9, 3, 2, 5, 3, 2, 5]);
  expect(starts).toEqual([0, 5, 5, 5, 8, 11, 12, 15, 15, 15, 15, 15, 15]);
  expect(ends).toEqual([5, 8, 8, 8, 11, 12, 15, 21, 21, 21, 21, 21, 21]);
  const unknown = unigram.encode(" unknown\u2030");
  expect([unknown.ids, unknown.starts, unknown.ends]).toEqual([
    [10, 0],
    [0, 1],
    [1, 11],
  ]);
});

function textsOf(unigram: Unigram, text: string): string[] {
  const bytes = Buffer.from(text);
  const { ends } = unigram.encode(text);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end).toString());
}

/** Tokens of few letters and scores of few values, so that many ways have the same sum. */
function randomVocabulary(index: number): Vocabulary {
  const random = mulberry32(SEED + index);
  const letters = index % 2 === 0 ? ["a", "b"] : ["a", "b", "\u00e9", "\u{1f600}", "<"];
  const words = seededTexts(SEED + index, 1 + (index % 23), { words: letters, maxLength: 5 });
  const bytes = index % 3 === 0 ? ["<0xC3>", "<0xA9>", "<0x62>", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>"] : [];
  const all = ["<unk>", ...words.map((word) => word.replaceAll(/\p{Cs}/gu, "\ufffd")), ...bytes];
  const scores = all.map(() => [-1, -2, 1, -0.1, -0.2, -0.3][Math.floor(random() * (index % 2 === 0 ? 3 : 6))]!);
  const unkId = [0, 0, Math.floor(random() * all.length), undefined][index % 4];
  return { tokens: all, scores, unkId, byteFallback: index % 3 === 0 };
}

test(`random vocabularies of a seed have the ids of the slow twin (${COUNT} texts, seed ${SEED})`, () => {
  const perVocabulary = 10;
  for (let index = 0; index * perVocabulary < COUNT; index++) {
    const vocabulary = randomVocabulary(index);
    const fast = new Unigram({ ...vocabulary, scores: Float64Array.from(vocabulary.scores) });
    const words = [...vocabulary.tokens.filter((token) => token !== ""), "a", "b", "aa", "ab", "<unk>", "\u00e9"];
    const texts = seededTexts(SEED - index, perVocabulary, {
      words: words.flatMap((one) => [one, one, "x"]),
      maxLength: 20,
    });
    for (const text of texts.map((one) => one.replaceAll(/\p{Cs}/gu, "a"))) {
      const expected = slowUnigram(vocabulary, text);
      if (expected === undefined) expect(() => fast.encode(text)).toThrow("is not in the vocabulary");
      else {
        const { ids, starts, ends } = fast.encode(text);
        expect([vocabulary, text, { ids, starts, ends }]).toEqual([vocabulary, text, expected]);
      }
    }
  }
});

describe("a text of 10^6 letters without a space", () => {
  const LETTERS = 1_000_000;
  const long = "a".repeat(100_000);

  test.each<[string, [string, number][], string, number]>([
    ["letter by letter", [["a", -1]], "a", LETTERS],
    [
      "in two lengths",
      [
        ["a", -1],
        ["aa", -1],
        ["aaa", -1],
      ],
      "a",
      333_334,
    ],
    [
      "with a token that is never there",
      [
        ["a", -1],
        [`${long}b`, -1],
      ],
      "a",
      LETTERS,
    ],
    [
      "with a very long token",
      [
        ["a", -1],
        [long, -1],
        [`${long}b`, -1],
      ],
      "a",
      10,
    ],
    ["unknown", [["b", -1]], "a", 1],
    ["unknown between known ones", [["a", -1]], "a\u4e2d", LETTERS],
    ["that are pairs of units", [["\u{1f600}", -1]], "\u{1f600}", LETTERS / 2],
  ])(
    "%s",
    (_, tokens, letters, count) => {
      // Looking for each token letter by letter would take 10^11 steps.
      const { ids, ends } = model([["<unk>", 0], ...tokens]).encode(letters.repeat(LETTERS / letters.length));
      expect([ids.length, ends.at(-1)]).toEqual([count, Buffer.byteLength(letters) * (LETTERS / letters.length)]);
    },
    30_000,
  );

  test("in bytes", () => {
    const unigram = model(
      [
        ["<unk>", 0],
        ["<0xC3>", 0],
        ["<0xA9>", 0],
      ],
      { byteFallback: true },
    );
    const { ids } = unigram.encode("\u00e9".repeat(LETTERS));
    expect([ids.length, ids.slice(-3)]).toEqual([2 * LETTERS, [2, 1, 2]]);
  }, 30_000);
});

test("a vocabulary of many tokens, of which each is found", () => {
  const random = mulberry32(SEED);
  const units = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(i < 200 ? 0x61 + i : 0x4e00 + i * 7));
  const tokens = new Set(["<unk>"]);
  while (tokens.size < 30_000) {
    const length = 1 + Math.floor(random() ** 3 * 9);
    tokens.add(Array.from({ length }, () => units[Math.floor(random() ** 4 * units.length)]!).join(""));
  }
  const all = [...tokens];
  const unigram = model(all.map((token) => [token, -1]));
  for (const [id, token] of all.entries()) expect([token, unigram.encode(token).ids]).toEqual([token, [id]]);
});

function fileOf(rest: object): { version: string; model: object } {
  return {
    version: "1.0",
    model: {
      type: "Unigram",
      unk_id: 0,
      vocab: [
        ["<unk>", 0],
        ["a", -1],
      ],
      ...rest,
    },
  };
}

test("a file without a type is known by its list, and its unknown token by the id", () => {
  const { type: _, ...fields } = fileOf({}).model as Record<string, unknown>;
  const tokenizer = HfTokenizer.fromJson({ version: "1.0", model: fields });
  expect([[...tokenizer.encode("axa")], tokenizer.unkToken, tokenizer.vocabSize]).toEqual([[1, 0, 1], 0, 2]);
  expect(HfTokenizer.fromJson(fileOf({ unk_id: null })).unkToken).toBeUndefined();
});

test("of a token that is listed twice the last is made, and both are decoded", () => {
  const vocab = [
    ["<unk>", 0],
    ["a", -1],
    ["a", -5],
    ["b", -1],
    ["aa", -7],
  ];
  const tokenizer = HfTokenizer.fromJson(fileOf({ vocab }));
  expect([[...tokenizer.encode("aaab")], tokenizer.decode([0, 1, 2, 3])]).toEqual([[2, 4, 3], "<unk> a a b"]);
});

test("an added token has the id of the vocabulary", () => {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const added_tokens = [
    { id: 0, content: "<unk>", ...flags },
    { id: 2, content: "</s>", ...flags },
  ];
  const tokenizer = HfTokenizer.fromJson({ ...fileOf({}), added_tokens });
  expect([[...tokenizer.encode("a</s><unk>x", ALL)], tokenizer.vocabSize]).toEqual([[1, 2, 0, 0], 3]);
});

test.each<[object, RegExp]>([
  [{ vocab: { a: 0 } }, /^model\.vocab is \{"a":0\}; expected an array\.$/],
  [{ vocab: null }, /^model\.vocab is missing; expected an array\.$/],
  [{ vocab: [["<unk>", 0], ["a"]] }, /^model\.vocab\[1\] is \["a"\]; expected a token and its score, such as /],
  [{ vocab: [["<unk>", 0, 1]] }, /^model\.vocab\[0\] is \["<unk>",0,1\]; expected a token and its score/],
  [
    {
      vocab: [
        ["<unk>", 0],
        ["a", null],
      ],
    },
    /^model\.vocab\[1\] is \["a",null\]; expected a token and its score/,
  ],
  [
    {
      vocab: [
        ["<unk>", 0],
        [1, "a"],
      ],
    },
    /^model\.vocab\[1\] is \[1,"a"\]; expected a token and its score/,
  ],
  [{ vocab: ["<unk>"] }, /^model\.vocab\[0\] is "<unk>"; expected a token and its score/],
  [{ vocab: [["\ud800", 0]] }, /^model\.vocab\[0\] is "\\ud800", which has half a surrogate pair\.$/],
  [{ unk_id: 2 }, /^model\.unk_id is 2; model\.vocab has 2 tokens\.$/],
  [{ vocab: [] }, /^model\.unk_id is 0; model\.vocab has no token\.$/],
  [{ unk_id: -1 }, /^model\.unk_id is -1; expected an integer of at least 0\.$/],
  [{ unk_id: 1.5 }, /^model\.unk_id is 1\.5; expected an integer of at least 0\.$/],
  [{ unk_id: "<unk>" }, /^model\.unk_id is "<unk>"; expected an integer of at least 0\.$/],
  [{ byte_fallback: 1 }, /^model\.byte_fallback is 1; expected true or false\.$/],
])("%j is an error that names the field", (rest, message) => {
  expect(() => HfTokenizer.fromJson(fileOf(rest))).toThrow(message);
  expect(() => HfTokenizer.fromJson(fileOf(rest))).toThrow(expect.objectContaining({ code: "HF_INVALID_FILE" }));
});

test.each([NaN, Infinity, -Infinity])("a score that is %d", (score) => {
  const message = `model.vocab[0] has the score ${score} for "<unk>"; expected a finite number.`;
  expect(() => HfTokenizer.fromJson(fileOf({ vocab: [["<unk>", score]] }))).toThrow(message);
});

test.each([
  ["1e400", /^model\.vocab\[0\] has the score Infinity for "a"/],
  ["10e308", /^model\.vocab\[0\] has the score Infinity for "a"/],
  ['"1"', /^model\.vocab\[0\] is \["a","1"\]; expected a token and its score/],
])("a score that is written as %s", (score, message) => {
  const text = `{"version":"1.0","model":{"type":"Unigram","unk_id":0,"vocab":[["a",${score}]]}}`;
  expect(() => HfTokenizer.fromJson(text)).toThrow(message);
});

test("whole numbers may be written as 1.0 where they are scores, and nowhere else", () => {
  const text = (id: string): string =>
    `{"version":"1.0","model":{"type":"Unigram","unk_id":${id},"vocab":[["a",0.0],["b",-1.0]]}}`;
  expect([...HfTokenizer.fromJson(text("0")).encode("bax")]).toEqual([1, 0]);
  expect(() => HfTokenizer.fromJson(text("0.0"))).toThrow("has the number 0.0; write whole numbers without a point");
});

test("an empty vocabulary makes tokens of nothing", () => {
  const tokenizer = HfTokenizer.fromJson(fileOf({ vocab: [], unk_id: null }));
  expect([...tokenizer.encode("")]).toEqual([]);
  expect(() => tokenizer.encode("a")).toThrow(
    '"a" is not in the vocabulary, and the model has no unk_id for unknown text.',
  );
});
