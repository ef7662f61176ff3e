/** `encodeBatch` in threads: the ids and errors of `encode`, whatever the number of threads. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { mulberry32, seededTexts } from "@windrow/testing";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { BpeError, type BpeTokenizer, getEncoding } from "../../src/index.ts";
import { tokenizerOf } from "../../src/bpe-tokenizer.ts";
import { ownDefinition } from "../../src/own-encoding.ts";
import { ownSource } from "../../src/vocabulary/vocabulary-source.ts";
import { expectSameBatch } from "./expect-same-batch.ts";
import { randomMerges, randomRanks } from "../wasm/random-vocabularies.ts";

/** Long enough for threads, with texts of all lengths; and one longer than a slice. */
const words = ["windrow ", "rake", "\n", "中文 ", "héé ", "123", "\ud83d\ude00", "\ud83d", "'ll ", "<|end|>", " "];
const texts = seededTexts(51, 9500, { maxLength: 2000, words });
texts.splice(4000, 0, "", "hay ".repeat(400_000), "");

let cl100k: BpeTokenizer;
let expected: Int32Array[];
beforeAll(async () => {
  cl100k = await getEncoding("cl100k_base");
  expected = cl100k.encodeBatch(texts);
});

test.each([1, 2, 3, 5])("ids of %d threads are those of encode", async (threads) => {
  const batch = await cl100k.encodeBatch(texts, { threads });
  expectSameBatch(batch, expected);
});

test("threads have the engine in TypeScript where that was asked for", async () => {
  const tokenizer = await getEncoding("cl100k_base", { engine: "typescript" });
  expectSameBatch(await tokenizer.encodeBatch(texts, { threads: 3 }), expected);
});

test("a short list, and none", async () => {
  const short = ["hay", "", "hay bale"];
  expectSameBatch(await cl100k.encodeBatch(short, { threads: 8 }), cl100k.encodeBatch(short));
  expect(await cl100k.encodeBatch([], { threads: 8 })).toEqual({ ids: new Int32Array(0), offsets: new Int32Array(1) });
});

describe("each form of vocabulary is the same in a thread", () => {
  const many = texts.slice(0, 4200).filter((text) => text.length < 100_000);
  const random = mulberry32(52);
  const forms = [
    ["ranks", "cl100k_base", randomRanks(random, 200)],
    ["ranks", " ?[^ ]+| +", randomRanks(random, 90)],
    ["merges", "gpt2", randomMerges(random, 300)],
    ["merges", "[^]", randomMerges(random, 100)],
    ["merges", "o200k_base", randomMerges(random, 200)],
  ] as const;
  test.each(forms)("%s, %s", async (_, pattern, vocabulary) => {
    const definition = ownDefinition({ name: "own", pattern, specialTokens: { "<|end|>": 70_000 } }, []);
    const tokenizer = tokenizerOf(definition, ownSource(vocabulary), inject("engine"));
    const options = { allowedSpecial: new Set(["<|end|>"]) };
    const batch = await tokenizer.encodeBatch(many, { ...options, threads: 2 });
    expectSameBatch(batch, tokenizer.encodeBatch(many, options));
  });
});

test("special tokens are allowed and disallowed as in encode", async () => {
  const some = texts.slice(0, 4200).map((text, i) => (i % 1000 === 7 ? `${text}<|endoftext|>` : text));
  for (const options of [
    { allowedSpecial: "all" },
    { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] },
    { disallowedSpecial: new Set<string>() },
    { allowedSpecial: new Proxy(["<|endoftext|>"], {}) },
  ] as const) {
    const batch = await cl100k.encodeBatch(some, { ...options, threads: 2 });
    expectSameBatch(batch, cl100k.encodeBatch(some, options));
  }
});

test("the error is that of the first text that has one", async () => {
  const faulty = texts.with(8800, "<|fim_prefix|>").with(6000, "x<|endoftext|>").with(6001, "<|endofprompt|>");
  for (const threads of [1, 2, 3]) {
    const error: unknown = await cl100k.encodeBatch(faulty, { threads }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BpeError);
    expect(error).toMatchObject({
      code: "BPE_DISALLOWED_SPECIAL_TOKEN",
      message: expect.stringMatching(/^texts\[6000\]: .*"<\|endoftext\|>" at index 1/),
      fields: { token: "<|endoftext|>", index: 1, batchIndex: 6000 },
    });
  }
});

test.each([
  [texts, { threads: 0 }, "BPE_INVALID_OPTION", "threads is 0; expected an integer from 1 to 1024."],
  [texts, { threads: "2" }, "BPE_INVALID_OPTION", 'threads is "2"; expected an integer from 1 to 1024.'],
  [texts, { threads: 2, allowedSpecial: 7 }, "BPE_INVALID_OPTION", "allowedSpecial is 7;"],
  ["hay", { threads: 2 }, "BPE_INVALID_TEXT", 'texts is "hay"; expected an array.'],
  [["hay", 7], { threads: 2 }, "BPE_INVALID_TEXT", "texts[1]: text is 7; expected a string."],
  [Object.assign(["hay"], { length: 2 }), { threads: 2 }, "BPE_INVALID_TEXT", "texts[1]: text is undefined;"],
])("bad calls are rejected: %#", async (list, options, code, message) => {
  const error: unknown = await cl100k
    .encodeBatch(list as string[], options as { threads: number })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
});

test("an unknown option is rejected, too", async () => {
  const options = { threads: 2, thread: 3 } as { threads: number };
  await expect(cl100k.encodeBatch(texts, options)).rejects.toMatchObject({ code: "BPE_INVALID_OPTION" });
});

test("threads: undefined is none", () => {
  expect(cl100k.encodeBatch(["hay"], { threads: undefined })).toEqual([cl100k.encode("hay")]);
  const options: { threads?: number | undefined } = {};
  expect(cl100k.encodeBatch(["hay"], options)).toEqual([cl100k.encode("hay")]);
});

test("several lists at once, and one that is changed meanwhile", async () => {
  const changed = [...texts];
  const first = cl100k.encodeBatch(changed, { threads: 3 });
  changed.fill("changed");
  const [one, two, three] = await Promise.all([
    first,
    cl100k.encodeBatch(texts.toReversed(), { threads: 2 }),
    cl100k.encodeBatch(["hay"], { threads: 4 }),
  ]);
  expectSameBatch(one, expected);
  expectSameBatch(two, expected.toReversed());
  expectSameBatch(three, [cl100k.encode("hay")]);
});

test.each([
  ["long and short texts", [...texts, ...texts]],
  ["empty ones", Array.from({ length: 300_000 }, () => "")],
])("the event loop has its turn: %s", async (_, list) => {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await cl100k.encodeBatch(list, { threads: 1 });
  isDone = true;
  expect(turns).toBeGreaterThan(10);
});

test("timers may be fakes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "setImmediate"] });
  try {
    expectSameBatch(await cl100k.encodeBatch(texts, { threads: 1 }), expected);
  } finally {
    vi.useRealTimers();
  }
});

test.each(["index.js", "index.cjs"])("a program ends though its threads wait for more: %s", (file) => {
  const entry = JSON.stringify(fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)));
  const load = file.endsWith(".cjs") ? `require(${entry})` : `await import(${entry})`;
  const program = `(async () => {
    const { getEncoding } = ${load};
    const tokenizer = await getEncoding("gpt2");
    const texts = Array.from({ length: 5000 }, (_, i) => "Rake row " + i + " of hay. ".repeat(200));
    for (let i = 0; i < 3; i++) {
      const { ids, offsets } = await tokenizer.encodeBatch(texts, { threads: 2 });
      console.log(ids.length, offsets.at(-1), tokenizer.encodeBatch(texts).reduce((sum, { length }) => sum + length, 0));
    }
  })();`;
  const args = file.endsWith(".cjs") ? ["-e", program] : ["--input-type=module", "-e", program];
  const lines = execFileSync(process.execPath, args, { encoding: "utf8" }).trim().split("\n");
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(new Set(line.split(" ")).size, line).toBe(1);
});
