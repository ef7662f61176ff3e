/** The tokenizer of a job from a file: what is asked for is done or refused, and what is advised can be done. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTokenShards } from "@windrow/shards";
import { planJob, prepare, type PrepareJob, resume } from "@windrow/prepare";
import { skipNote } from "@windrow/testing";
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { beforeEach, expect, test } from "vitest";
import { makeScratch } from "../support/scratch.ts";

const executor = { kind: "threads", threads: 1 } as const;
let folder: string;
let job: Omit<PrepareJob, "tokenizer">;
let file: string;

/** The 256 bytes as tokens, and nothing else. */
const ranks = Array.from({ length: 256 }, (_, byte) => `${Buffer.of(byte).toString("base64")} ${byte}\n`).join("");
const bytes = BpeTokenizer.fromTiktoken(ranks, {
  name: "bytes",
  pattern: "gpt2",
  specialTokens: { "<|endoftext|>": 256 },
});

beforeEach(() => {
  folder = makeScratch();
  mkdirSync(join(folder, "texts"));
  writeFileSync(join(folder, "texts", "a.txt"), "hay");
  job = { inputs: [join(folder, "texts")], output: join(folder, "output") };
  file = join(folder, "tokenizer.json");
});

function idsOf(output: string): number[] {
  const shards = openTokenShards(output);
  const ids = new Int32Array(shards.length);
  shards.read(0, ids);
  shards.close();
  return [...ids];
}

/** As Hugging Face writes it for a model that wants a token in front of each text. */
function writeWithTemplate(): void {
  const plain = JSON.parse(bytes.toTokenizerJson()) as Record<string, unknown>;
  const single = [{ SpecialToken: { id: "<|endoftext|>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }];
  const special_tokens = { "<|endoftext|>": { id: "<|endoftext|>", ids: [256], tokens: ["<|endoftext|>"] } };
  const post_processor = { type: "TemplateProcessing", single, pair: single, special_tokens };
  const truncation = { direction: "Right", max_length: 2, strategy: "LongestFirst", stride: 0 };
  writeFileSync(file, JSON.stringify({ ...plain, post_processor, truncation }));
}

test("a tokenizer.json: what it wants around texts, and of long ones, a document does not get", async () => {
  writeWithTemplate();
  const manifest = await planJob({ ...job, tokenizer: { file } });
  expect(manifest.tokenizer).toMatchObject({ source: { file }, eotToken: 256 });
  await resume(job.output, { executor });
  expect(idsOf(job.output)).toEqual([...Buffer.from("hay"), 256]);
});

test("ignore, which earlier releases had for that, is refused with what to do", async () => {
  writeWithTemplate();
  const tokenizer = { file, ignore: ["post_processor"] } as { file: string };
  await expect(prepare({ ...job, tokenizer })).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message: expect.stringMatching(/^The tokenizer field ignore was removed: .* Leave it out\.$/) as string,
  });
});

test("no end of text: each source's advice can be taken", async () => {
  const ranksFile = join(folder, "bytes.tiktoken");
  writeFileSync(ranksFile, ranks);
  const own = { file: ranksFile, pattern: "gpt2" };
  await expect(prepare({ ...job, tokenizer: own })).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message:
      'endOfText is "after", but bytes.tiktoken has no special token <|endoftext|>: set endOfText to "none", or name it among the tokenizer\'s special tokens, with its id.',
  });
  const named = { ...own, specialTokens: { "<|endoftext|>": 300 } };
  await prepare({ ...job, output: join(folder, "named"), tokenizer: named }, { executor });
  expect(idsOf(join(folder, "named"))).toEqual([...Buffer.from("hay"), 300]);
  await prepare({ ...job, output: join(folder, "none"), tokenizer: own, endOfText: "none" }, { executor });
  expect(idsOf(join(folder, "none"))).toEqual([...Buffer.from("hay")]);

  const plain = JSON.parse(bytes.toTokenizerJson()) as { added_tokens: { content: string }[] };
  const without = { ...plain, added_tokens: plain.added_tokens.filter(({ content }) => content !== "<|endoftext|>") };
  writeFileSync(file, JSON.stringify(without));
  await expect(prepare({ ...job, tokenizer: { file } })).rejects.toMatchObject({
    message: expect.stringMatching(
      /set endOfText to "none", or name the folder .*, or add it to the added_tokens of that file\.$/,
    ) as string,
  });
  writeFileSync(file, JSON.stringify(plain));
  await prepare({ ...job, tokenizer: { file } }, { executor });
  expect(idsOf(job.output)).toEqual([...Buffer.from("hay"), 256]);
});

const noPipes = spawnSync("mkfifo", ["--version"]).error === undefined ? undefined : "no mkfifo";

test.skipIf(noPipes !== undefined)(`a pipe in the place of the file is refused${skipNote(noPipes)}`, async () => {
  expect(spawnSync("mkfifo", [file]).status).toBe(0);
  await expect(prepare({ ...job, tokenizer: { file } })).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message: expect.stringMatching(/could not be loaded: it is a pipe, not a file/) as string,
  });
  expect(readFileSync(join(folder, "texts", "a.txt"), "utf8")).toBe("hay");
});
