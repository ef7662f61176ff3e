/** A vocabulary from many texts, against counting the slow way. */
import { describeTokenizerContract, seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { SimpleTokenizer, splitText } from "../src/index.ts";

describeTokenizerContract("SimpleTokenizer trained", () =>
  SimpleTokenizer.train(["The hay was dry.", "and the hay was raked"], { minFrequency: 2, maxVocabSize: 5 }),
);

/** By code point, as Python sorts. */
const inOrder = (words: readonly string[]): string[] =>
  [...words].toSorted((a, b) => {
    const [one, other] = [[...a], [...b]];
    const at = one.findIndex((character, i) => character !== other[i]);
    if (at === -1) return one.length - other.length;
    return (one[at]?.codePointAt(0) ?? -1) - (other[at]?.codePointAt(0) ?? -1);
  });

function trainSlowly(texts: readonly string[], minFrequency: number, maxVocabSize: number, drops: boolean): string[] {
  const all = texts
    .flatMap((text) => splitText(text))
    .filter((word) => !drops || /[^\s\u0085\u001c-\u001f]|\ufeff/.test(word));
  const words = [...new Set(all)].filter((word) => word !== "<|endoftext|>" && word !== "<|unk|>");
  const count = (word: string): number => all.filter((one) => one === word).length;
  let kept = inOrder(words.filter((word) => count(word) >= minFrequency));
  while (kept.length > maxVocabSize - 2) {
    // The last of the rarest goes.
    const least = Math.min(...kept.map(count));
    const last = kept.findLastIndex((word) => count(word) === least);
    kept = kept.toSpliced(last, 1);
  }
  return [...kept, "<|endoftext|>", "<|unk|>"];
}

test("300 trainings are those of the slow way", async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const texts = seededTexts(seed, 1 + (seed % 5), {
      maxLength: 30,
      words: [" the ", " hay ", " <|unk|> ", " <|endoftext|> ", "a,", " \uff21 ", " \u{1d49c} "],
    });
    // Every pair of a limit and a treatment of white space, whatever the least frequency.
    const whitespace = seed % 2 === 0 ? "drop" : "keep";
    const maxVocabSize = seed % 4 < 2 ? 2 + (seed % 9) : 1000;
    const minFrequency = 1 + (seed % 3);
    const tokenizer = await SimpleTokenizer.train(texts, { minFrequency, maxVocabSize, whitespace });
    expect(tokenizer.vocab, `seed ${seed}`).toEqual(
      trainSlowly(texts, minFrequency, maxVocabSize, whitespace === "drop"),
    );
    expect(tokenizer.whitespace).toBe(whitespace);
  }
});

test("without options it is the constructor's, for iterables of all kinds", async () => {
  const texts = ["the hay is dry", "and the rows"];
  const expected = new SimpleTokenizer(texts.join(" ")).fingerprint;
  async function* slowly(): AsyncGenerator<string> {
    yield* texts;
  }
  for (const all of [texts, new Set(texts), slowly()])
    expect((await SimpleTokenizer.train(all)).fingerprint).toBe(expected);
});

test("an empty text is a text: the empty word is kept or dropped, as in the constructor", async () => {
  for (const whitespace of ["keep", "drop"] as const) {
    const expected = new SimpleTokenizer("", { whitespace }).vocab;
    expect((await SimpleTokenizer.train([""], { whitespace })).vocab).toEqual(expected);
  }
});

test("of equally frequent words the first by code point stays, not by UTF-16 unit", async () => {
  const { vocab } = await SimpleTokenizer.train(["\u{1d49c} \uff21"], { maxVocabSize: 3, whitespace: "drop" });
  expect(vocab).toEqual(["\uff21", "<|endoftext|>", "<|unk|>"]);
});

test("the limit decides by frequency, the ids are by code point", async () => {
  const texts = ["z z z a b b", "m m z a b b"]; // z 4, b 4, a 2, m 2
  const options = { whitespace: "drop" } as const;
  const vocabOf = async (maxVocabSize: number): Promise<readonly string[]> =>
    (await SimpleTokenizer.train(texts, { ...options, maxVocabSize })).vocab.slice(0, -2);
  expect(await vocabOf(2)).toEqual([]);
  expect(await vocabOf(3)).toEqual(["b"]);
  expect(await vocabOf(5)).toEqual(["a", "b", "z"]);
  expect(await vocabOf(6)).toEqual(["a", "b", "m", "z"]);
  expect(await vocabOf(Infinity)).toEqual(["a", "b", "m", "z"]);
  const tokenizer = await SimpleTokenizer.train(texts, { ...options, maxVocabSize: 4 });
  expect([...tokenizer.encode("z a b <|endoftext|>")]).toEqual([1, tokenizer.unkToken, 0, tokenizer.eotToken]);
});

test("special tokens among the texts take no room of the words", async () => {
  const texts = ["<|unk|> <|unk|> <|endoftext|> <|endoftext|> hay"];
  const { vocab } = await SimpleTokenizer.train(texts, { maxVocabSize: 3, whitespace: "drop" });
  expect(vocab).toEqual(["hay", "<|endoftext|>", "<|unk|>"]);
});

test("a million equal words, and a word of a million characters", async () => {
  const long = "a".repeat(1e6);
  const { vocab } = await SimpleTokenizer.train(["b ".repeat(1e6), long], { whitespace: "drop" });
  expect(vocab).toEqual([long, "b", "<|endoftext|>", "<|unk|>"]);
});

test("an iterator is closed where training fails, and its own error comes through", async () => {
  let closed = false;
  async function* badText(): AsyncGenerator<string> {
    try {
      yield "hay";
      yield 5 as unknown as string;
    } finally {
      closed = true;
    }
  }
  await expect(SimpleTokenizer.train(badText())).rejects.toMatchObject({ fields: { text: 5, index: 1 } });
  expect(closed).toBe(true);
  const failure = new Error("the file is gone");
  // oxlint-disable-next-line require-yield
  function* failing(): Generator<string> {
    throw failure;
  }
  await expect(SimpleTokenizer.train(failing())).rejects.toBe(failure);
});

test("a bigint is refused in words of the package", async () => {
  for (const option of ["minFrequency", "maxVocabSize", "whitespace"]) {
    await expect(SimpleTokenizer.train(["a"], { [option]: 5n } as object)).rejects.toMatchObject({
      code: "SIMPLE_INVALID_OPTION",
      message: expect.stringContaining(`${option} is 5n; expected`) as string,
      fields: { option, value: 5n },
    });
  }
});

test.each([
  ["abc", {}, "SIMPLE_INVALID_TEXT", /texts is a string; expected .* \[text\]/],
  [undefined, {}, "SIMPLE_INVALID_TEXT", /texts is undefined/],
  [{}, {}, "SIMPLE_INVALID_TEXT", /texts is an object; expected/],
  [{ [Symbol.iterator]: 1 }, {}, "SIMPLE_INVALID_TEXT", /texts is an object; expected/],
  [[], {}, "SIMPLE_INVALID_TEXT", /texts has no text; expected at least one/],
  [[["a"]], {}, "SIMPLE_INVALID_TEXT", /text 0 is an array of 1; expected a string/],
  [["a", Object.create(null)], {}, "SIMPLE_INVALID_TEXT", /text 1 is an object/],
  [["a", 5], {}, "SIMPLE_INVALID_TEXT", /text 1 is 5; expected a string/],
  [["a"], { minFrequency: 0 }, "SIMPLE_INVALID_OPTION", /minFrequency is 0; expected an integer of at least 1/],
  [["a"], { minFrequency: 1.5 }, "SIMPLE_INVALID_OPTION", /minFrequency is 1.5/],
  [["a"], { minFrequency: Number.NaN }, "SIMPLE_INVALID_OPTION", /minFrequency is NaN/],
  [["a"], { minFrequency: [3] }, "SIMPLE_INVALID_OPTION", /minFrequency is an array of 1/],
  [["a"], { maxVocabSize: -Infinity }, "SIMPLE_INVALID_OPTION", /maxVocabSize is -Infinity/],
  [["a"], null, "SIMPLE_INVALID_OPTION", /options is null; expected an object/],
  [["a"], 5, "SIMPLE_INVALID_OPTION", /options is 5; expected an object/],
  [["a"], { maxVocabSize: 1 }, "SIMPLE_INVALID_OPTION", /maxVocabSize is 1; expected an integer of at least 2/],
  [["a"], { maxVocabSize: "9" }, "SIMPLE_INVALID_OPTION", /maxVocabSize is "9"/],
  [["a"], { whitespace: "trim" }, "SIMPLE_INVALID_OPTION", /whitespace/],
])("train(%o, %o) is refused", async (texts, options, code, message) => {
  const training = SimpleTokenizer.train(texts as string[], options as object);
  await expect(training).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
});
