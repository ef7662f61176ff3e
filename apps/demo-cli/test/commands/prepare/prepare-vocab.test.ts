/** prepare with a vocabulary of the user's own: what its errors advise can be done on this command line. */
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { beforeAll, expect, test } from "vitest";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

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

test("a tokenizer.json that wants a token around texts is taken; documents do not get it", async () => {
  const single = [{ SpecialToken: { id: "<|endoftext|>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }];
  const special_tokens = { "<|endoftext|>": { id: "<|endoftext|>", ids: [256], tokens: ["<|endoftext|>"] } };
  const post_processor = { type: "TemplateProcessing", single, pair: single, special_tokens };
  const plain = JSON.parse(bytes.toTokenizerJson()) as object;
  const vocab = await scratch.write("template.json", JSON.stringify({ ...plain, post_processor }));
  const done = await runCli(["prepare", text, "-o", scratch.path("out"), "--vocab", vocab, "--json"]);
  expect([done.code, done.stderr]).toEqual([0, ""]);
  expect(done.stdout).toContain('"tokens":4');
});
