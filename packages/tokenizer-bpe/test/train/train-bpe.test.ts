/** Training against minbpe's slow way, in any cut and any number of threads, and what is refused. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { trainBpe, type TrainingText, type TrainOptions, type TrainProgress } from "../../src/train/index.ts";
import { GPT2_BYTES, mergesOf } from "./merges-of.ts";
import { trainSlowly } from "./slow-trainer.ts";

/** Merges as pairs of ids, to compare with the slow way's. */
function pairsOf(merges: readonly string[]): [number, number][] {
  const ids = new Map<string, number>();
  const characters = [...GPT2_BYTES.keys()].map((id) => String.fromCharCode(id < 188 ? GPT2_BYTES[id]! : 68 + id));
  for (const [id, character] of characters.entries()) ids.set(character, id);
  return merges.map((merge, i) => {
    const [left = "", right = ""] = merge.split(" ");
    ids.set(left + right, 256 + i);
    return [ids.get(left)!, ids.get(right)!];
  });
}

/** Lone surrogates become U+FFFD, as in UTF-8. */
const wellFormed = (text: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** Words of a text by a pattern, in UTF-8. */
function wordsOf(text: string, pattern: RegExp): Uint8Array[] {
  return (wellFormed(text).match(pattern) ?? []).map((word) => new TextEncoder().encode(word));
}

describe("the merges are those of counting everything again for each", () => {
  /** Few letters, so that runs, overlaps and equal counts are everywhere. */
  const narrow = (seed: number): string[] => {
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const letters = ["aab", "ab", "abc ", "a ", "aé中"][random(5)]!;
    return Array.from({ length: 1 + random(4) }, () =>
      Array.from({ length: random(60) }, () => letters[random(letters.length)]).join(""),
    );
  };

  test("1,000 small corpora", async () => {
    let merges = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const texts = seed % 4 === 0 ? seededTexts(seed, 4, { maxLength: 60 }) : narrow(seed);
      if (texts.join("") === "") continue;
      // Spaces part words; a pattern of your own goes through regular expressions.
      const pattern = seed % 3 === 0 ? "[^]+" : " ?[^ ]+| ";
      const minFrequency = seed % 5;
      const vocabSize = 256 + (seed % 7 === 0 ? 500 : 12);
      const tokenizer = await trainBpe(texts, { vocabSize, pattern, minFrequency, threads: 1 });
      const words = texts.flatMap((text) => wordsOf(text, new RegExp(pattern, "gu")));
      const expected = trainSlowly(words, GPT2_BYTES, vocabSize - 256, minFrequency);
      expect(pairsOf(mergesOf(tokenizer)), `seed ${seed}`).toEqual(expected);
      merges += expected.length;
    }
    expect(merges).toBeGreaterThan(10_000);
  });

  test("one word of a hundred thousand letters, one of each kind of run", async () => {
    const text = `${"a".repeat(50_001)}${"ab".repeat(10_000)}${"aab".repeat(10_000)}`;
    const tokenizer = await trainBpe([text], { vocabSize: 280, pattern: "[^]+", threads: 1 });
    const expected = trainSlowly([new TextEncoder().encode(text)], GPT2_BYTES, 24, 0);
    expect(pairsOf(mergesOf(tokenizer))).toEqual(expected);
  });

  test("a vocabulary beyond 65,536", async () => {
    // Every word of its own letters, so that there are as many merges as letters.
    const texts = [
      Array.from({ length: 30_000 }, (_, i) => String.fromCodePoint(0x4e00 + (i % 20_000), 0xac00 + (i % 11_000))).join(
        " ",
      ),
    ];
    const options = { pattern: "[^ ]+| ", minFrequency: 0, threads: 1 };
    const large = await trainBpe(texts, { ...options, vocabSize: 70_000 });
    expect(large.vocabSize).toBeGreaterThan(65_600);
    const small = await trainBpe(texts, { ...options, vocabSize: 60_000 });
    expect(mergesOf(large).slice(0, small.vocabSize - 256)).toEqual(mergesOf(small));
  });
});

describe("texts", () => {
  const text = seededTexts(5, 300, {
    maxLength: 80,
    words: ["the ", "quick\n", "brown fox ", "中文\n字 ", "it's "],
  }).join(" ");
  const options: TrainOptions = {
    vocabSize: 600,
    pattern: "o200k_base",
    specialTokens: ["<|end|>", "<|x|>"],
    threads: 1,
  };
  const ranksOf = (tokenizer: BpeTokenizer): string => tokenizer.fingerprint;

  async function* parts(whole: string, length: number): AsyncGenerator<string> {
    for (let at = 0; at < whole.length; at += length) yield whole.slice(at, at + length);
  }

  test("in parts, cut anywhere, are the whole text", async () => {
    const whole = ranksOf(await trainBpe([text], options));
    for (const length of [1, 7, 1000, 100_000]) {
      expect(ranksOf(await trainBpe([parts(text, length)], options)), String(length)).toBe(whole);
    }
  });

  test("iterables of all kinds", async () => {
    const texts = [text, "more text", text.slice(100)];
    const expected = ranksOf(await trainBpe(texts, options));
    expect(ranksOf(await trainBpe(new Set(texts), options))).toBe(expected);
    async function* slowly(): AsyncGenerator<TrainingText> {
      for (const one of texts) yield one === text ? parts(one, 99) : one;
    }
    expect(ranksOf(await trainBpe(slowly(), options))).toBe(expected);
  });

  test("special tokens part texts, and no word has them", async () => {
    const joined = await trainBpe([["abab", "abab", "cdcd"].join("<|end|>"), "<|x|>", parts("abab<|end|>cd<|x|>", 3)], {
      ...options,
      vocabSize: 262,
    });
    expect(ranksOf(joined)).toBe(
      ranksOf(await trainBpe(["abab", "abab", "cdcd", "abab", "cd"], { ...options, vocabSize: 262 })),
    );
    expect([...joined.encode("abab<|x|>", { allowedSpecial: "all" })]).toEqual([258, joined.vocabSize - 1]);
    expect([...joined.specialTokens]).toEqual([
      ["<|end|>", joined.vocabSize - 2],
      ["<|x|>", joined.vocabSize - 1],
    ]);
  });

  test("the vocabulary encodes, decodes and can be used by its name", async () => {
    const tokenizer = await trainBpe([text], { ...options, name: "mine" });
    expect(tokenizer.name).toBe("mine");
    expect(tokenizer.vocabSize).toBe(600);
    expect(tokenizer.decode(tokenizer.encodeOrdinary(text))).toBe(wellFormed(text));
    expect(tokenizer.encodeOrdinary(text).length).toBeLessThan(new TextEncoder().encode(text).length / 1.5);
  });
});

describe("checkpoints", () => {
  const texts = seededTexts(9, 400, { maxLength: 60, words: ["hay ", "row ", "windrow "] });
  const options: TrainOptions = { vocabSize: 500, pattern: "cl100k_base", specialTokens: ["<|end|>"], threads: 1 };

  /** Trains until the checkpoint of a number, then ends it; gives what was saved. */
  async function savedAfter(saves: number, source: () => Iterable<TrainingText>): Promise<Uint8Array | undefined> {
    const controller = new AbortController();
    let saved: Uint8Array | undefined;
    let left = saves;
    const save = (state: Uint8Array): void => {
      saved = state;
      if (--left === 0) controller.abort(new Error("killed"));
    };
    const training = trainBpe(source(), { ...options, checkpoint: { everyMs: 0, save }, signal: controller.signal });
    await training.catch((error: Error) => expect(error.message).toBe("killed"));
    return saved;
  }

  async function* inParts(text: string): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += 50) yield text.slice(at, at + 50);
  }

  test.each([
    ["texts", () => texts],
    ["one text in parts", () => [inParts(texts.join("\n")), "and another"]],
  ])("%s: go on from any of them to the same vocabulary", async (_, source) => {
    const expected = (await trainBpe(source(), options)).fingerprint;
    for (const saves of [1, 2, 3, 17, 150]) {
      const resume = await savedAfter(saves, source);
      const tokenizer = await trainBpe(source(), { ...options, resume });
      expect(tokenizer.fingerprint, `after ${saves}`).toBe(expected);
    }
  });

  test("one from within the merges goes on, also to a larger vocabulary, without the texts", async () => {
    const controller = new AbortController();
    let resume: Uint8Array | undefined;
    let merges = 0;
    const onProgress = ({ stage }: TrainProgress): void => {
      if (stage === "merge" && merges++ === 0) controller.abort(new Error("killed"));
    };
    const many = seededTexts(10, 20_000, { maxLength: 80 });
    const save = (state: Uint8Array): void => void (resume = state);
    const larger = { ...options, vocabSize: 6000 };
    const training = trainBpe(many, { ...larger, checkpoint: { save }, signal: controller.signal, onProgress });
    await expect(training).rejects.toThrow("killed");
    expect(resume).toBeDefined();
    const tokenizer = await trainBpe([], { ...options, vocabSize: 7000, resume });
    expect(tokenizer.fingerprint).toBe((await trainBpe(many, { ...options, vocabSize: 7000 })).fingerprint);
  });

  test("others are refused", async () => {
    const resume = (await savedAfter(2, () => texts))!;
    const refused = (more: Partial<TrainOptions>, message: RegExp): Promise<void> =>
      expect(trainBpe(texts, { ...options, resume, ...more })).rejects.toMatchObject({
        code: "BPE_INVALID_CHECKPOINT",
        message: expect.stringMatching(message) as string,
      });
    await refused({ pattern: "gpt2" }, /with pattern ".*, not ".*; leave it out/);
    await refused({ specialTokens: [] }, /specialTokens/);
    // A checkpoint of words alone fits any minFrequency; one with merges fits only its own.
    await trainBpe(texts, { ...options, resume, minFrequency: 3 });
    let ofMerges: Uint8Array | undefined;
    const keep = { everyMs: 0, save: (state: Uint8Array) => void (ofMerges = state) };
    await trainBpe(texts, { ...options, checkpoint: keep });
    await refused({ resume: ofMerges, minFrequency: 3 }, /with minFrequency 1, not 3/);
    let ofOne: Uint8Array | undefined;
    const checkpoint = { everyMs: 0, save: (state: Uint8Array) => void (ofOne = state) };
    await trainBpe(texts, { ...options, specialTokens: ["<a>,<b>"], checkpoint });
    const ofTwo = { specialTokens: ["<a>", "<b>"], resume: ofOne };
    await refused(ofTwo, /with specialTokens \["<a>,<b>"\], not \["<a>","<b>"\]/);
    await refused({ resume: resume.subarray(0, -1) }, /not a whole checkpoint/);
    await refused({ resume: new Uint8Array(3) }, /has 3 bytes/);
    const flipped = resume.slice();
    flipped[flipped.length >> 1]! ^= 1;
    await refused({ resume: flipped }, /not a whole checkpoint/);
  });
});

describe("progress and the end", () => {
  test("is reported, at the end with the reason where texts have no more pairs", async () => {
    const seen: TrainProgress[] = [];
    const tokenizer = await trainBpe(["abab abab", "abab"], {
      vocabSize: 1000,
      pattern: "gpt2",
      minFrequency: 2,
      threads: 1,
      onProgress: (progress) => seen.push(progress),
    });
    expect(tokenizer.vocabSize).toBe(258);
    expect(seen.at(-1)).toEqual({
      stage: "done",
      texts: 2,
      bytes: 13,
      words: 2,
      merges: 2,
      wantedMerges: 744,
      stopped: expect.stringMatching(/no pairs are left that occur 2 times\. Give more text/) as string,
    });
    const enough: TrainProgress[] = [];
    await trainBpe(["abab"], { vocabSize: 257, pattern: "gpt2", threads: 1, onProgress: (one) => enough.push(one) });
    expect(enough.at(-1)).not.toHaveProperty("stopped");
    const all: TrainProgress[] = [];
    await trainBpe(["ab"], { vocabSize: 300, pattern: "gpt2", threads: 1, onProgress: (one) => all.push(one) });
    expect(all.at(-1)!.stopped).toMatch(/every word is one token/);
  });

  test("a signal ends it with its reason", async () => {
    const options = { vocabSize: 300, pattern: "gpt2", threads: 1 };
    await expect(trainBpe(["ab"], { ...options, signal: AbortSignal.abort(new Error("mine")) })).rejects.toThrow(
      "mine",
    );
    const controller = new AbortController();
    async function* texts(): AsyncGenerator<string> {
      for (;;) {
        yield "text ".repeat(50_000);
        controller.abort(new Error("later"));
      }
    }
    await expect(trainBpe(texts(), { ...options, signal: controller.signal })).rejects.toThrow("later");
  });

  test("no merges where the vocabulary has room for none", async () => {
    const tokenizer = await trainBpe(["abab"], {
      vocabSize: 257,
      pattern: "gpt2",
      specialTokens: ["<|e|>"],
      threads: 1,
    });
    expect([...tokenizer.encodeOrdinary("!a")]).toEqual([0, 64]);
    expect(tokenizer.vocabSize).toBe(257);
  });
});

test.each<[string, unknown, Partial<Record<keyof TrainOptions, unknown>> | undefined, string, RegExp]>([
  ["no options", ["a"], undefined, "BPE_INVALID_OPTION", /options is undefined; expected an object/],
  [
    "vocabSize too small",
    ["a"],
    { vocabSize: 255 },
    "BPE_INVALID_OPTION",
    /vocabSize is 255; expected an integer from 256/,
  ],
  ["with special tokens", ["a"], { vocabSize: 256, specialTokens: ["<e>"] }, "BPE_INVALID_OPTION", /from 257/],
  ["too large", ["a"], { vocabSize: 2 ** 20 }, "BPE_INVALID_OPTION", /vocabSize is 1048576; expected .* to 1048575/],
  ["no number", ["a"], { vocabSize: "300" }, "BPE_INVALID_OPTION", /vocabSize is "300"/],
  ["an unknown encoding", ["a"], { pattern: "cl100k" }, "BPE_INVALID_PATTERN", /cl100k_base/],
  ["no pattern", ["a"], { pattern: undefined }, "BPE_INVALID_PATTERN", /pattern is undefined/],
  ["a broken pattern", ["a"], { pattern: "(" }, "BPE_INVALID_PATTERN", /does not compile/],
  ["a pattern with a gap", ["ab1"], { pattern: "[a-z]+" }, "BPE_INVALID_PATTERN", /matches nothing at index 2/],
  [
    "a pattern of nothing",
    ["ab1"],
    { pattern: "x*" },
    "BPE_INVALID_PATTERN",
    /can match the empty string between two characters/,
  ],
  ["no texts", [], {}, "BPE_EMPTY_CORPUS", /nothing to learn from in 0 texts/],
  ["empty texts", ["", ""], {}, "BPE_EMPTY_CORPUS", /nothing to learn from in 2 texts/],
  ["a single text", "abc", {}, "BPE_INVALID_TEXT", /put a single text into an array, \[text\]/],
  ["no iterable", 5, {}, "BPE_INVALID_TEXT", /texts is 5/],
  ["a number among the texts", ["a", 5], {}, "BPE_INVALID_TEXT", /text 1 is 5/],
  ["null among the texts", [null], {}, "BPE_INVALID_TEXT", /text 0 is null/],
  ["minFrequency below 0", ["a"], { minFrequency: -1 }, "BPE_INVALID_OPTION", /minFrequency is -1/],
  ["no threads", ["a"], { threads: 0 }, "BPE_INVALID_OPTION", /threads is 0/],
  ["an empty special token", ["a"], { specialTokens: ["a", ""] }, "BPE_INVALID_OPTION", /specialTokens\[1\] is ""/],
  ["one twice", ["a"], { specialTokens: ["a", "a"] }, "BPE_INVALID_OPTION", /specialTokens\[1\]/],
  ["a name for them", ["a"], { specialTokens: "<e>" }, "BPE_INVALID_OPTION", /specialTokens is "<e>"/],
  ["no bytes to resume", ["a"], { resume: "x" }, "BPE_INVALID_OPTION", /resume is "x"/],
  ["no checkpoint", ["a"], { checkpoint: {} }, "BPE_INVALID_OPTION", /checkpoint is an object; expected .* save/],
  ["an empty name", ["a"], { name: "" }, "BPE_INVALID_OPTION", /name is ""/],
])("%s", async (_, texts, options, code, message) => {
  const all = options && { vocabSize: 300, pattern: "gpt2", threads: 1, ...options };
  const training = trainBpe(texts as string[], all as TrainOptions);
  await expect(training).rejects.toMatchObject({
    name: "BpeError",
    code,
    message: expect.stringMatching(message) as string,
  });
});

test("the engine of the vocabulary is the one that was asked for", async () => {
  for (const engine of ["wasm", "typescript"] as const) {
    const tokenizer = await trainBpe(["hay hay"], { vocabSize: 258, pattern: "cl100k_base", engine });
    expect(tokenizer.engine).toBe(engine);
  }
  const options = { vocabSize: 258, pattern: "cl100k_base", engine: "rust" as never };
  await expect(trainBpe(["hay"], options)).rejects.toMatchObject({ code: "BPE_INVALID_OPTION" });
});
