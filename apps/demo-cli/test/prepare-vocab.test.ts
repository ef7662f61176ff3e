/** prepare with a vocabulary of the user's own: what its errors advise can be done on this command line. */
import { rmSync } from "node:fs";
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { beforeAll, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const ranks = Array.from({ length: 256 }, (_, byte) => `${Buffer.of(byte).toString("base64")} ${byte}\n`).join("");
const bytes = BpeTokenizer.fromTiktoken(ranks, {
  name: "bytes",
  pattern: "gpt2",
  specialTokens: { "<|endoftext|>": 256 },
});

let text: string;
beforeAll(async () => {
  text = await scratch.write("hay.txt", "hay");
});

test("--ignore passes over what the error names, and is a tokenizer.json's alone", async () => {
  const single = [{ SpecialToken: { id: "<|endoftext|>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }];
  const special_tokens = { "<|endoftext|>": { id: "<|endoftext|>", ids: [256], tokens: ["<|endoftext|>"] } };
  const post_processor = { type: "TemplateProcessing", single, pair: single, special_tokens };
  const plain = JSON.parse(bytes.toTokenizerJson()) as object;
  const vocab = await scratch.write("template.json", JSON.stringify({ ...plain, post_processor }));
  const output = scratch.path("out");
  const asked = ["prepare", text, "-o", output, "--vocab", vocab];
  const refused = await runCli(asked);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("post_processor");
  const done = await runCli([...asked, "--ignore", "post_processor", "--json"]);
  expect(done.stderr).toBe("");
  expect(done.code).toBe(0);
  expect(done.stdout).toContain('"tokens":4');
  rmSync(output, { recursive: true });
  const unknown = await runCli([...asked, "--ignore", "normalizer"]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/post_processor, truncation, padding/)]);
  const other = await runCli(["prepare", text, "-o", output, "-e", "gpt2", "--ignore", "padding"]);
  expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/--ignore is for a tokenizer.json/)]);
});

test("a vocabulary without an end of text: the ways that are named are options of prepare", async () => {
  const vocab = await scratch.write("bytes.tiktoken", ranks);
  const output = scratch.path("without");
  const asked = ["prepare", text, "-o", output, "--vocab", vocab, "--pattern", "gpt2"];
  const refused = await runCli(asked);
  expect(refused.code).toBe(2);
  expect(refused.stderr).not.toContain("--special-token");
  expect(refused.stderr).toMatch(/set --end-of-text to "none", or name it among the tokenizer's special tokens/);
  expect((await runCli([...asked, "--end-of-text", "none"])).code).toBe(0);
  expect((await runCli([...asked, "-o", scratch.path("named"), "--special", "<|endoftext|>=256"])).code).toBe(0);
});
