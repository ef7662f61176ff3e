/** A trained vocabulary, shards of it, and PyTorch reading them; the latter skipped by name where there is no torch. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SlidingWindowDataset } from "@windrow/dataset";
import { openTokenShards } from "@windrow/shards";
import { scratchFolder, skipNote } from "@windrow/testing";
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { expect, test } from "vitest";
import { runExample } from "./run-example.ts";

const story = fileURLToPath(new URL("../../apps/demo-cli/texts/the-long-field.txt", import.meta.url));
const python = process.env.PYTHON ?? "python3";

/** Runs the example into a folder of the test. */
function prepareData(): { folder: string; ids: Int32Array } {
  const folder = scratchFolder();
  const { status, stdout, stderr } = runExample("pytorch-data/prepare-data", [story, folder]);
  expect([status, stderr]).toEqual([0, ""]);
  const shards = openTokenShards(`${folder}/shards`);
  const ids = new Int32Array(shards.length);
  shards.read(0, ids);
  shards.close();
  const documents = readFileSync(story, "utf8").split("\n\n").length;
  expect(stdout).toBe(`512 tokens in the vocabulary, ${documents} documents, ${ids.length} tokens\n`);
  // The README shows the same.
  expect(readFileSync(new URL("../pytorch-data/README.md", import.meta.url), "utf8")).toContain(stdout);
  return { folder, ids };
}

test("the shards are the documents in the trained vocabulary, with <|endoftext|> behind each", () => {
  const { folder, ids } = prepareData();
  const json = readFileSync(`${folder}/tokenizer.json`, "utf8");
  const tokenizer = HfTokenizer.fromJson(json, { name: "tiny" });
  const documents = readFileSync(story, "utf8").split("\n\n");
  expect(documents.length).toBeGreaterThan(10);
  const expected = documents.flatMap((text) => [...tokenizer.encode(text), tokenizer.eotToken!]);
  expect([...ids]).toEqual(expected);
  expect(tokenizer.vocabSize).toBe(512);
});

const hasTorch = spawnSync(python, ["-c", "import torch, numpy"]).status === 0;
const reason = hasTorch ? undefined : "no Python with torch";
test.skipIf(reason !== undefined)(`PyTorch reads the same windows and learns from them${skipNote(reason)}`, () => {
  const { folder, ids } = prepareData();
  const program = fileURLToPath(new URL("../pytorch-data/train.py", import.meta.url));
  const PYTHONPATH = fileURLToPath(new URL("../../packages/prepare/python", import.meta.url));
  const env = { ...process.env, PYTHONPATH, PYTHONDONTWRITEBYTECODE: "1" };
  const { status, stdout, stderr } = spawnSync(python, [program, `${folder}/shards`], { encoding: "utf8", env });
  expect(status, stderr).toBe(0);
  const dataset = new SlidingWindowDataset(ids, { maxLength: 32, stride: 32 });
  const { inputIds, targetIds } = dataset.get(0);
  const lines = stdout.trim().split("\n");
  expect(lines.slice(0, 3)).toEqual([
    `windows ${dataset.length} of ${ids.length} tokens`,
    `first ${inputIds.join(" ")}`,
    `targets ${targetIds.join(" ")}`,
  ]);
  const losses = lines.slice(3).map((line) => Number(line.split(" ").at(-1)));
  expect(losses.length).toBe(4);
  // At the end better than a guess among 512 tokens, and than at the beginning.
  expect(losses[3]).toBeLessThan(Math.log(512));
  expect(losses[3]).toBeLessThan(losses[0]! - 1);
});
