/** `windrow demo --json` against golden/notebook.json and golden/standing_notebook.json, and the options that change it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputEmbedding } from "@windrow/embeddings";
import { Generator } from "@windrow/random";
import { fileOfCorpus, golden, sha256OfFloats, type TextName, testWithCorpus } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoJson } from "../../../src/commands/demo/road-json.ts";
import { runCli } from "../../helpers/run-cli.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-demo-"));
});
afterAll(() => rm(scratch, { recursive: true }));

async function demoJson(file: string | undefined, ...options: string[]): Promise<DemoJson> {
  const { code, stdout, stderr } = await runCli(["demo", ...(file === undefined ? [] : [file]), "--json", ...options]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as DemoJson;
}

async function demoOfText(text: string, ...options: string[]): Promise<DemoJson> {
  const file = join(scratch, "text.txt");
  await writeFile(file, text);
  return demoJson(file, "--embedding-dim", "4", ...options);
}

interface Cell {
  cell: string;
  values?: any;
}

const likeNotebook = async (
  corpus: TextName,
  figures: "notebook" | "standing_notebook",
  text: string,
): Promise<void> => {
  const { cells } = golden<{ cells: Cell[] }>(figures);
  const of = (name: string): any => cells.find(({ cell }) => cell === name)!.values;
  const demo = await demoJson(fileOfCorpus(corpus));

  expect(demo.schemaVersion).toBe(1);
  expect(demo.text).toEqual({ chars: of("1 raw_text").chars, bytes: of("1 raw_text").bytes });
  expect(demo.words).toEqual({ tokens: of("1.1 tokens").len, vocabSize: of("1.2 vocab").vocab_size });
  const unknown = of("1.6 unknown word");
  const sentence = "Here is an unknown word: Alvazska";
  expect(demo.simple).toEqual({
    tokens: of("1.6 counts").simple,
    vocabSize: of("1.5 unk encode").vocab_len,
    unknown: { text: sentence, ids: unknown.simple, decoded: "<|unk|> is an <|unk|> word: <|unk|>" },
  });
  expect(demo.bpe).toEqual({
    encoding: "gpt2",
    tokens: of("1.6 counts").bpe,
    vocabSize: of("1.6 bpe").n_vocab,
    unknown: { text: sentence, ids: unknown.bpe, decoded: sentence },
    first: of("1.6 counts").bpe_first100.slice(0, 15),
  });
  const { input, target, len_dataset, len_loader } = of("3.2 batch 8x100");
  expect(demo.windows).toEqual({
    maxLength: 100,
    stride: 100,
    length: len_dataset,
    first: [0, 1, 2, 3, 4].map((i) => ({ inputIds: input[i], targetIds: target[i] })),
  });
  expect(demo.batches).toEqual({
    batchSize: 8,
    length: len_loader,
    first: { dims: [8, 100], inputIds: input.flat(), targetIds: target.flat() },
  });

  // The golden file has the sum by its digest: the tables that give it give the first row.
  const { tok, pos, sum } = of("3.2 final");
  const generator = new Generator(69);
  for (const values of [11 * 4, 50257 * 4, 50257 * 4, 10 * 4]) generator.randn(values);
  const embedding = await InputEmbedding.create({ vocabSize: 50257, contextLength: 100, embeddingDim: 256, generator });
  const expected = await embedding.forward({ type: "int32", data: Int32Array.from(input.flat()), dims: [8, 100] });
  expect(sha256OfFloats(expected.data)).toBe(sum.sha256_f32le);
  expect(demo.embeddings).toEqual({
    seed: 69,
    embeddingDim: 256,
    token: { dims: tok.shape },
    position: { dims: pos.shape },
    input: { dims: sum.shape, first: [...expected.data.subarray(0, 8)] },
  });
  expect(demo.notes).toEqual([]);
  expect(gpt2.decode(demo.batches.first.inputIds)).toBe(gpt2.decode(gpt2.encode(text).subarray(0, 800)));
};
testWithCorpus("the-verdict gives every corresponding value of the notebook", "the-verdict", (text) =>
  likeNotebook("the-verdict", "notebook", text),
);
testWithCorpus("so does the text that ships with windrow", "story", (text) =>
  likeNotebook("story", "standing_notebook", text),
);

describe("the text that ships with windrow", () => {
  test("has about 3,000 words, and more bytes than characters", async () => {
    const demo = await demoJson(undefined, "--embedding-dim", "2");
    expect(demo.text).toEqual({ chars: 16637, bytes: 16640 });
    expect(demo.words.tokens).toBeGreaterThan(4000);
    expect(demo.windows.length).toBe(Math.ceil((demo.bpe.tokens - 100) / 100));
  });
});

describe("options", () => {
  const text = "The hay is in rows, and the rows are in order. ".repeat(20);

  test("each changes what it names", async () => {
    const demo = await demoOfText(
      text,
      "--encoding",
      "cl100k_base",
      "--max-length",
      "16",
      "--stride",
      "5",
      "--batch-size",
      "3",
    );
    expect(demo.bpe).toMatchObject({ encoding: "cl100k_base", vocabSize: 100277 });
    expect(demo.windows).toMatchObject({ maxLength: 16, stride: 5, length: Math.ceil((demo.bpe.tokens - 16) / 5) });
    expect(demo.batches).toMatchObject({
      batchSize: 3,
      length: Math.floor(demo.windows.length / 3),
      first: { dims: [3, 16] },
    });
    expect(demo.embeddings).toMatchObject({
      embeddingDim: 4,
      token: { dims: [3, 16, 4] },
      position: { dims: [16, 4] },
      input: { dims: [3, 16, 4] },
    });
  });

  test("the seed changes the weights, and with --shuffle the order", async () => {
    const first = (demo: DemoJson): unknown => [demo.embeddings!.input.first, demo.batches.first.inputIds];
    const [one, again, two] = [
      await demoOfText(text, "--max-length", "8", "--seed", "1", "--shuffle"),
      await demoOfText(text, "--max-length", "8", "--seed", "1", "--shuffle"),
      await demoOfText(text, "--max-length", "8", "--seed", "2", "--shuffle"),
    ];
    expect(first(again)).toEqual(first(one));
    expect(two.embeddings!.input.first).not.toEqual(one.embeddings!.input.first);
    expect(two.batches.first.inputIds).not.toEqual(one.batches.first.inputIds);
    const plain = await demoOfText(text, "--max-length", "8", "--seed", "2");
    expect(plain.batches.first.inputIds).toEqual(
      plain.windows.first.flatMap(({ inputIds }) => inputIds).concat(plain.batches.first.inputIds.slice(40)),
    );
  });

  test("a seed beyond 2^53 is written as a string", async () => {
    expect((await demoOfText(text, "--seed", "18446744073709551615")).embeddings!.seed).toBe("18446744073709551615");
    expect((await demoOfText(text, "--seed", "-1")).embeddings!.seed).toBe(-1);
  });
});

describe("short texts", () => {
  test("shrink the window and say so; the one batch is shorter", async () => {
    const demo = await demoOfText("one two three");
    expect(demo.windows).toEqual({
      maxLength: 2,
      stride: 2,
      length: 1,
      first: [{ inputIds: [505, 734], targetIds: [734, 1115] }],
    });
    expect(demo.batches).toEqual({
      batchSize: 8,
      length: 1,
      first: { dims: [1, 2], inputIds: [505, 734], targetIds: [734, 1115] },
    });
    expect(demo.notes).toEqual([
      "The text has only 3 tokens, so a window has 2 instead of 100.",
      "The text has only 1 of the 8 windows of a batch, so the only batch is shorter.",
    ]);
  });

  test("exactly one window of the default length", async () => {
    const demo = await demoOfText(" a".repeat(101));
    expect(demo.bpe.tokens).toBe(101);
    expect(demo.windows).toMatchObject({ maxLength: 100, length: 1 });
  });

  test("an explicit --max-length is refused with the number of tokens", async () => {
    const file = join(scratch, "short.txt");
    await writeFile(file, "one two three");
    expect(await runCli(["demo", file, "--max-length", "3"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "windrow: 3 tokens are too short for a window of 3, which needs one more than its length. Give a longer text, or --max-length 2 or less.\n",
    });
    expect((await runCli(["demo", file, "--max-length", "2", "--json", "--embedding-dim", "2"])).code).toBe(0);
  });

  test("one token is too short for any window", async () => {
    const file = join(scratch, "one.txt");
    await writeFile(file, "a");
    expect(await runCli(["demo", file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the text has only 1 token, and a window needs 2"),
    });
  });
});

describe("special tokens in the file", () => {
  test("<|endoftext|> is read as the special token, others as text", async () => {
    const demo = await demoOfText("one <|endoftext|> two <|fim_prefix|> three", "--encoding", "cl100k_base");
    expect(demo.bpe.first[1]).toBe(220);
    expect(demo.bpe.first[2]).toBe(100257);
    expect(demo.bpe.first).not.toContain(100258);
    const words = new Set(["one", "two", "three", "<|endoftext|>", "<|fim", "_", "prefix|>"]);
    expect(demo.words.vocabSize).toBe(words.size);
  });
});
