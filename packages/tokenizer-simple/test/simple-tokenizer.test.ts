import { describeTokenizerContract } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { SimpleTokenizer } from "../src/index.ts";

const CORPUS = 'The hay was dry. "Rake it," she said--and they raked it (all of it), Mr. Luckett\'s way.';

describeTokenizerContract("SimpleTokenizer keep", () => new SimpleTokenizer(CORPUS));
describeTokenizerContract("SimpleTokenizer drop", () => new SimpleTokenizer(CORPUS, { whitespace: "drop" }));

describe("vocabulary", () => {
  test("words sorted by code point, then the special tokens", () => {
    const { vocab, vocabSize, eotToken, unkToken } = new SimpleTokenizer("b a \uff21 \u{1d49c} a B");
    expect(vocab).toEqual([" ", "B", "a", "b", "\uff21", "\u{1d49c}", "<|endoftext|>", "<|unk|>"]);
    expect([vocabSize, eotToken, unkToken]).toEqual([8, 6, 7]);
  });

  test("a corpus that contains special tokens does not enter them twice", () => {
    const { vocab } = new SimpleTokenizer("a <|endoftext|> b <|unk|> <|endoftext|>");
    expect(vocab).toEqual([" ", "a", "b", "<|endoftext|>", "<|unk|>"]);
  });

  test("an empty corpus: the empty word is kept or dropped", () => {
    expect(new SimpleTokenizer("").vocab).toEqual(["", "<|endoftext|>", "<|unk|>"]);
    expect(new SimpleTokenizer("", { whitespace: "drop" }).vocab).toEqual(["<|endoftext|>", "<|unk|>"]);
  });
});

describe("special tokens in a text", () => {
  const tokenizer = new SimpleTokenizer("a b", { whitespace: "drop" });
  const { eotToken, unkToken } = tokenizer;

  test("<|endoftext|> as a word of its own has its id", () => {
    expect([...tokenizer.encode("<|endoftext|> a <|endoftext|> <|endoftext|>")]).toEqual([
      eotToken,
      0,
      eotToken,
      eotToken,
    ]);
    expect([...tokenizer.encode("a.<|endoftext|>")]).toEqual([0, unkToken, eotToken]);
  });

  test("glued to letters or to each other it is part of an unknown word", () => {
    expect([...tokenizer.encode("a<|endoftext|> <|endoftext|><|endoftext|>")]).toEqual([unkToken, unkToken]);
  });
});

describe("decode", () => {
  test("keep gives the known text back to the letter", () => {
    const tokenizer = new SimpleTokenizer(CORPUS);
    expect(tokenizer.decode(tokenizer.encode(CORPUS))).toBe(CORPUS);
  });

  test("drop puts a space between words and none before punctuation", () => {
    const tokenizer = new SimpleTokenizer(CORPUS, { whitespace: "drop" });
    expect(tokenizer.decode(tokenizer.encode(CORPUS))).toBe(
      'The hay was dry." Rake it," she said -- and they raked it( all of it), Mr. Luckett\' s way.',
    );
  });

  test("drop: every one of , . : ; ? _ ! \" ( ) ' joins the word before it, -- does not", () => {
    const signs = [...",.:;?_!\"()'", "--"];
    const tokenizer = SimpleTokenizer.fromVocab(["a", ...signs], { whitespace: "drop" });
    for (const [i, sign] of signs.entries()) {
      expect(tokenizer.decode([0, i + 1, 0])).toBe(sign === "--" ? "a -- a" : `a${sign} a`);
      expect(tokenizer.decode([i + 1])).toBe(sign);
    }
  });

  test("names the id, its place and the range", () => {
    const tokenizer = new SimpleTokenizer("a b");
    expect(() => tokenizer.decode([0, 1, 99])).toThrow(
      expect.objectContaining({
        code: "SIMPLE_INVALID_TOKEN_ID",
        fields: { id: 99, index: 2, vocabSize: 5 },
        message: "id 99 at index 2 is not in the vocabulary; expected an integer from 0 to 4.",
      }),
    );
  });
});

describe("ids that can't be decoded", () => {
  test.each<[unknown, string]>([
    ["1", 'id "1" at index 1 is a string; convert it with Number("1").'],
    [1n, "id 1n at index 1 is a bigint; convert it with Number(1n)."],
    [0.5, "id 0.5 at index 1 is not an integer; ids are whole numbers."],
    [[1], "the value at index 1 is an array; decode takes the ids of one text as a flat list of numbers."],
    [null, "the value at index 1 is null; ids are numbers."],
  ])("an id of %s is refused by its type", (id, message) => {
    const refusal = expect.objectContaining({ code: "SIMPLE_INVALID_TOKEN_ID", message }) as Error;
    expect(() => new SimpleTokenizer("a b").decode([0, id] as never)).toThrow(refusal);
  });

  test("64-bit integers are refused as such", () => {
    const message = "ids has 64-bit integers (BigInt64Array); convert them with Int32Array.from(ids, Number).";
    expect(() => new SimpleTokenizer("a b").decode(BigInt64Array.of(1n) as never)).toThrow(
      expect.objectContaining({ code: "SIMPLE_INVALID_TOKEN_ID", message }),
    );
  });

  test.each(["keep", "drop"] as const)("%s: a text that no string can hold", (whitespace) => {
    const tokenizer = SimpleTokenizer.fromVocab(["x".repeat(2 ** 22)], { whitespace });
    expect(() => tokenizer.decode(new Int32Array(2 ** 7 + 1))).toThrow(
      expect.objectContaining({
        name: "SimpleTokenizerError",
        code: "SIMPLE_TEXT_TOO_LONG",
        message: expect.stringMatching(/^The text is longer than this JavaScript engine can hold/) as string,
        cause: expect.any(RangeError) as RangeError,
      }),
    );
  });

  test("ids whose memory was transferred, and what is not a list of ids", () => {
    const tokenizer = new SimpleTokenizer("a b");
    const ids = Int32Array.of(0);
    structuredClone(ids.buffer, { transfer: [ids.buffer] });
    const refusal = (message: RegExp): Error =>
      expect.objectContaining({
        code: "SIMPLE_INVALID_TOKEN_ID",
        message: expect.stringMatching(message) as string,
      }) as Error;
    expect(() => tokenizer.decode(ids)).toThrow(refusal(/^ids is detached/));
    for (const bad of [null, undefined, 5, {}, { length: -1 }])
      expect(() => tokenizer.decode(bad as never)).toThrow(refusal(/^ids is .*expected an array/));
    expect(tokenizer.decode(new Int32Array(0))).toBe("");
  });
});

describe("fromVocab", () => {
  test("the place of a token is its id; special tokens keep theirs or are appended", () => {
    const tokenizer = SimpleTokenizer.fromVocab(["<|unk|>", "b", "a"], { whitespace: "drop" });
    expect(tokenizer.vocab).toEqual(["<|unk|>", "b", "a", "<|endoftext|>"]);
    expect([...tokenizer.encode("a b c <|endoftext|>")]).toEqual([2, 1, 0, 3]);
  });

  test.each([
    [["a", "b", "a"], 'vocab has "a" twice, at 0 and 2; every token needs one id.'],
    [["a", 7], "vocab[1] is 7; expected a string."],
    ["abc", 'vocab is "abc"; expected an array of strings, in which a token\'s index is its id.'],
  ])("refuses %j", (vocab, message) => {
    const create = (): unknown => SimpleTokenizer.fromVocab(vocab as string[]);
    expect(create).toThrow(expect.objectContaining({ code: "SIMPLE_INVALID_VOCAB", message }));
  });
});

describe("JSON", () => {
  test.each(["keep", "drop"] as const)("out and in, %s: the same ids, text and fingerprint", (whitespace) => {
    const tokenizer = new SimpleTokenizer(`${CORPUS} \ud800 \u{1d49c}`, { whitespace });
    const read = SimpleTokenizer.fromJSON(JSON.stringify(tokenizer));
    const ids = tokenizer.encode(`${CORPUS} unseen`);
    expect(read.encode(`${CORPUS} unseen`)).toEqual(ids);
    expect(read.decode(ids)).toBe(tokenizer.decode(ids));
    expect(read.fingerprint).toBe(tokenizer.fingerprint);
    expect(SimpleTokenizer.fromJSON(tokenizer.toJSON()).vocab).toEqual(tokenizer.vocab);
  });

  test("whitespace and vocabulary decide the fingerprint", () => {
    const prints = [
      new SimpleTokenizer("a b"),
      new SimpleTokenizer("a c"),
      new SimpleTokenizer("a b", { whitespace: "drop" }),
    ];
    expect(new Set(prints.map((tokenizer) => tokenizer.fingerprint)).size).toBe(3);
  });

  test.each([
    ["{", /not JSON/],
    ["null", /type is undefined/],
    ['{"type":"windrow-simple-tokenizer","version":2}', /version is 2, this package reads version 1/],
    ['{"type":"windrow-simple-tokenizer","version":1,"whitespace":"some"}', /whitespace is "some"/],
  ])("refuses %s", (json, message) => {
    const read = (): unknown => SimpleTokenizer.fromJSON(json);
    expect(read).toThrow(
      expect.objectContaining({ code: "SIMPLE_INVALID_JSON", message: expect.stringMatching(message) }),
    );
  });
});

test("what JSON.parse says is the cause", () => {
  expect(() => SimpleTokenizer.fromJSON("{")).toThrow(
    expect.objectContaining({ fields: {}, cause: expect.any(SyntaxError) as SyntaxError }),
  );
});

test("an unknown whitespace option is refused", () => {
  const create = (): unknown => new SimpleTokenizer("a", { whitespace: "squash" as "keep" });
  expect(create).toThrow(
    expect.objectContaining({
      code: "SIMPLE_INVALID_OPTION",
      message: 'whitespace is "squash"; expected "keep" or "drop".',
    }),
  );
});
