/** Retrieval over a small encoder that is made here: vectors and order are those of a plain computation. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Generator } from "@windrow/random";
import { scratchForFile } from "@windrow/testing";
import { expect, test } from "vitest";
import { embed, openModel } from "../retrieval/embedding-model.ts";
import { type IndexedChunk, indexDocument, rank } from "../retrieval/search-index.ts";
import { runExample } from "./run-example.ts";
import { tinyEncoder } from "./tiny-encoder.ts";

const storyFile = fileURLToPath(new URL("../../apps/demo-cli/texts/the-long-field.txt", import.meta.url));
const story = readFileSync(storyFile, "utf8");

/** What BERT's words are in this text: letters and digits in a row, or one other character, without accents. */
const wordsOf = (text: string): string[] => {
  const plainText = text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "");
  return plainText.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
};
const counts = new Map<string, number>();
for (const word of wordsOf(story)) counts.set(word, (counts.get(word) ?? 0) + 1);
const vocab = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ...counts.keys()];

const WIDTH = 64;
const generator = new Generator(123);
/** Rare words say more of what a text is about, special tokens little. Padding would be seen at once. */
const weightOf = (word: string): number => (word === "[PAD]" ? 100 : 1 / (counts.get(word) ?? 20));
const tokens = generator.randn(vocab.length * WIDTH).map((value, i) => value * weightOf(vocab[Math.floor(i / WIDTH)]!));
const types = generator.randn(2 * WIDTH).map((value) => value / 20);

const folder = scratchForFile();
/** Folders as they are downloaded, with and without token types. */
const [typed, plain] = [types, undefined].map((table, i) => {
  const path = join(folder, `model-${i}`);
  // The second has its graph where the hub's models have it.
  const graph = i === 0 ? "model.onnx" : "onnx/model.onnx";
  mkdirSync(join(path, "onnx"), { recursive: true });
  writeFileSync(join(path, graph), tinyEncoder({ width: WIDTH, tokens, types: table }));
  writeFileSync(join(path, "vocab.txt"), `${vocab.join("\n")}\n`);
  writeFileSync(join(path, "tokenizer_config.json"), JSON.stringify({ model_max_length: 64 }));
  return path;
}) as [string, string];

/** The vector of a text, token by token. */
function plainVector(text: string, typeRow: readonly number[]): number[] {
  const words = ["[CLS]", ...wordsOf(text).slice(0, 62), "[SEP]"];
  const ids = words.map((word) => (vocab.includes(word) ? vocab.indexOf(word) : vocab.indexOf("[UNK]")));
  const mean = Array.from({ length: WIDTH }, (_, i) => {
    const values = ids.map((id) => Math.fround(tokens[id * WIDTH + i]! + typeRow[i]!));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
  const length = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
  return mean.map((value) => value / length);
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

const TEXTS = [
  "The old man sat on the gate.",
  "",
  "hay",
  "zebra [SEP] hay",
  story.slice(0, 3000),
  "Steps, from the ford.",
];

test.each([
  ["with token types", typed, Array.from(types.subarray(0, WIDTH))],
  ["without", plain, Array.from({ length: WIDTH }, () => 0)],
])("vectors of a model %s are the means of its tokens, to length 1", async (_, path, typeRow) => {
  const vectors = await embed(await openModel(path), TEXTS);
  for (const [i, text] of TEXTS.entries()) {
    const expected = plainVector(text, typeRow);
    expect(cosine(vectors[i]!, vectors[i]!)).toBeCloseTo(1, 6);
    for (const [at, value] of expected.entries()) expect(vectors[i]![at]).toBeCloseTo(value, 6);
  }
});

test("padding changes no vector, and neither do the texts beside one", async () => {
  const model = await openModel(typed);
  const together = await embed(model, [...TEXTS, ...Array.from({ length: 40 }, (_, i) => story.slice(i, 50 * i))]);
  const alone = await Promise.all(TEXTS.map(async (text) => (await embed(model, [text]))[0]!));
  expect(together.length).toBe(TEXTS.length + 40);
  // TEXTS[2] has three tokens, in a row of 64.
  expect(together.slice(0, TEXTS.length)).toEqual(alone);
});

const OPTIONS = { maxTokens: 40, overlap: 10 };

test("chunks are parts of the document of at most so many tokens, and overlap", async () => {
  const model = await openModel(typed);
  const chunks = await indexDocument(model, story, OPTIONS);
  expect(chunks.length).toBeGreaterThan(50);
  let overlapping = 0;
  for (const [i, { text, start, end, vector }] of chunks.entries()) {
    expect(story.slice(start, end)).toBe(text);
    expect(wordsOf(text).length).toBeLessThanOrEqual(OPTIONS.maxTokens);
    expect(cosine(vector, plainVector(text, Array.from(types.subarray(0, WIDTH))))).toBeCloseTo(1, 6);
    const before = chunks[i - 1]?.end ?? 0;
    expect(start).toBeLessThanOrEqual(before);
    if (start < before) overlapping++;
  }
  expect(chunks.at(-1)!.end).toBe(story.length);
  expect(overlapping).toBeGreaterThan(chunks.length / 2);
});

test("the chunks for a question come in the order of a plain computation, the one that answers it first", async () => {
  const model = await openModel(typed);
  const chunks = await indexDocument(model, story, OPTIONS);
  const question = "Who came from the county survey office with a bicycle?";
  const ranked = await rank(model, chunks, question);
  const typeRow = Array.from(types.subarray(0, WIDTH));
  const asked = plainVector(question, typeRow);
  const scoreOf = ({ text }: IndexedChunk): number => cosine(plainVector(text, typeRow), asked);
  const expected = chunks.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  expect(ranked.map(({ chunk }) => chunk.start)).toEqual(expected.map(({ start }) => start));
  for (const { chunk, score } of ranked) expect(score).toBeCloseTo(scoreOf(chunk), 6);
  expect(ranked[0]!.chunk.text).toContain("county survey office");
});

test("the program prints the best chunks of a file", () => {
  const { status, stdout, stderr } = runExample("retrieval/search", [typed, storyFile, "the county survey office"]);
  expect([status, stderr]).toEqual([0, ""]);
  const lines = stdout.trimEnd().split("\n");
  const scores = lines.map((line) => Number(/^(-?\d\.\d{3}) at \d+: ./.exec(line)?.[1]));
  expect(scores.length).toBe(3);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(runExample("retrieval/search", [folder, storyFile, "hay"]).stderr).toContain("no tokenizer.json");
});
