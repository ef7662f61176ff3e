/** Fields of a job that are refused before any work. */
import { readdirSync } from "node:fs";
import { prepare, type PrepareJob } from "@windrow/prepare";
import { beforeEach, expect, test } from "vitest";
import { makeFourTexts } from "../support/four-texts.ts";

let folder: string;
let job: PrepareJob;

beforeEach(() => {
  ({ folder, job } = makeFourTexts());
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["inputs", { inputs: [] }, /inputs is an empty array; expected an array of at least one path/],
  ["inputs", { inputs: "texts" }, /inputs is "texts"; expected an array of at least one path/],
  ["output", { output: "" }, /output is ""/],
  ["tokenizer", { tokenizer: undefined }, /tokenizer is undefined; expected { encoding/],
  ["tokenizer", { tokenizer: { encoding: "gpt3" } }, /tokenizer.encoding is "gpt3"; expected one of "gpt2", /],
  [
    "tokenizer",
    { tokenizer: { file: "nowhere.tiktoken", pattern: "gpt2" } },
    /nowhere.tiktoken could not be loaded: ENOENT/,
  ],
  ["tokenizer", { tokenizer: ["gpt2"] }, /tokenizer is an array of 1; expected { encoding/],
  [
    "tokenizer",
    { tokenizer: { encoding: "gpt2", ignore: [] } },
    /^Unknown tokenizer field "ignore"\. Known tokenizer fields: encoding\.$/,
  ],
  [
    "tokenizer",
    { tokenizer: { file: "a.json", normalizer: null } },
    /^Unknown tokenizer field "normalizer"\. Known tokenizer fields: file, pattern, specialTokens\.$/,
  ],
  ["tokenizer", { tokenizer: { file: "a.json", specialTokens: {} } }, /specialTokens is an object; expected nothing/],
  ["tokenizer", { tokenizer: { model: "./a" } }, /tokenizer.model is "\.\/a"; expected a model's id/],
  ["tokenizer", { tokenizer: { model: "a/b", revision: "" } }, /tokenizer.revision is ""; expected a branch/],
  ["tokenizer", { tokenizer: { model: "a/b", file: "c" } }, /^Unknown tokenizer field "file"\./],
  ["tokenizer", { tokenizer: { folder: 1 } }, /tokenizer.folder is 1; expected the path of a folder/],
  ["tokenizer", { tokenizer: { file: "a.json", ignore: ["padding"] } }, /field ignore was removed: .* Leave it out\.$/],
  [
    "tokenizer",
    { tokenizer: { file: "a.tiktoken", pattern: "gpt2", specialTokens: [] } },
    /specialTokens is an empty array; expected an object/,
  ],
  [
    "tokenizer",
    { tokenizer: { file: "a.tiktoken", pattern: "gpt2", specialTokens: { "<s>": "1" } } },
    /specialTokens\["<s>"\] is "1"; expected an id/,
  ],
  ["tokenizer", { tokenizer: { file: "a\0.json" } }, /tokenizer.file is "a\\u0000.json"; expected the path/],
  ["inputs", { inputs: ["a\0b"] }, /inputs is an array of 1; expected an array of at least one path/],
  ["format", { format: "parquet" }, /format is "parquet"; expected one of "bin", "llm.c"/],
  ["shardTokens", { shardTokens: 0 }, /shardTokens is 0; expected an integer from 1/],
  ["shardTokens", { shardTokens: -5 }, /shardTokens is -5/],
  ["shardTokens", { shardTokens: 2 ** 31, format: "llm.c" }, /from 1 to 2147483647/],
  ["unitBytes", { unitBytes: -1 }, /unitBytes is -1; expected an integer from 1/],
  ["validation", { validation: 1 }, /validation is 1; expected a number of at least 0 and less than 1/],
  ["validation", { validation: Number.NaN }, /validation is NaN/],
  ["removeDuplicates", { removeDuplicates: "yes" }, /removeDuplicates is "yes"; expected true or false/],
  ["endOfText", { endOfText: "behind" }, /endOfText is "behind"; expected one of "after", "before"/],
  ["invalidText", { invalidText: "ignore" }, /invalidText is "ignore"; expected one of "fail", "replace", "skip"/],
  ["separator", { separator: "" }, /separator is ""; expected the text that ends each document/],
  ["separator", { separator: "\ud800" }, /half a surrogate pair/],
  ["field", { field: 3 }, /field is 3; expected the name of a field/],
  ["a misspelt field", { shardtokens: 3 }, /^Unknown job field "shardtokens"\. Did you mean "shardTokens"\?$/],
  ["a misspelt field", { input: "texts" }, /^Unknown job field "input"\. Did you mean "inputs"\?$/],
  [
    "an unknown field",
    { language: "en" },
    /^Unknown job field "language"\. Known job fields: inputs, output, tokenizer, /,
  ],
])("%s: %j", async (_, change, message) => {
  const changed = { ...job, ...change } as PrepareJob;
  await expect(prepare(changed)).rejects.toMatchObject({
    code: "PREPARE_INVALID_OPTION",
    message: expect.stringMatching(message),
  });
  expect(readdirSync(folder)).toEqual(["texts"]);
});
