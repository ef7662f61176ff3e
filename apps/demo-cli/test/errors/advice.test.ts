/** Advice that can be taken: each is followed here, and leads on. That options it names are there, runCli looks at. */
import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectOptionsAreThere, runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
let made = 0;
const fresh = (): string => scratch.path(`out-${made++}`);
let text: string;
let file: Record<string, unknown>;
beforeAll(async () => {
  text = await scratch.write("hay.txt", "hay hay rake");
  const vocab = scratch.path("plain.json");
  expect((await runCli(["train", text, "--vocab-size", "257", "-o", vocab])).code).toBe(0);
  file = JSON.parse(readFileSync(vocab, "utf8"));
});

const asVocab = (name: string, changes: Readonly<Record<string, unknown>>): string => {
  const path = scratch.path(name);
  writeFileSync(path, JSON.stringify({ ...file, ...changes }));
  return path;
};

test("what runCli looks for: options that the command, or the one that is named, does not have", () => {
  const said = (args: readonly string[], stderr: string) => () => expectOptionsAreThere(args, stderr);
  expect(said(["count", "a"], "windrow: Give --max-length 3.\n")).toThrow(/to include/);
  expect(said(["windows", "a"], "windrow: Give --max-length 3.\n")).not.toThrow();
  expect(said(["prepare", "a"], "windrow: name it in --min-frequency.\n")).toThrow(/to include/);
  expect(said(["status", "a"], "windrow: set --invalid-text.\n")).toThrow(/to include/);
  expect(said(["status", "a"], "windrow: set prepare's --invalid-text.\n")).not.toThrow();
  expect(said(["status", "a"], "windrow: set prepare's --invalid.\n")).toThrow(/to include/);
  expect(said(["count", "a"], "Next: windrow report FILE --force\n")).not.toThrow();
});

describe("a tokenizer.json with a part that is not supported", () => {
  test.each(["count", "tokenize", "inspect"])("%s names it", async (command) => {
    const vocab = asVocab("part.json", { normalizer: { type: "Precompiled" } });
    const { code, stderr } = await runCli([command, "--text", "hay", "--vocab", vocab]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^windrow: cannot use .*part\.json: normalizer/)]);
    expect(stderr).not.toMatch(/\bpass\b|\{/);
    const copy = asVocab("copy.json", { normalizer: null });
    expect((await runCli([command, "--text", "hay", "--vocab", copy])).code).toBe(0);
  });
});

describe("prepare with a vocabulary that has no <|endoftext|>", () => {
  test("a tokenizer.json", async () => {
    const vocab = asVocab("none.json", {});
    const args = ["prepare", text, "--vocab", vocab, "-o"];
    for (const json of [[], ["--json"]])
      expect(await runCli([...args, fresh(), ...json])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /set --end-of-text to "none", or name the folder .*, or add it to the added_tokens of that file\.\n$/,
        ),
      });
    expect((await runCli([...args, fresh(), "--end-of-text", "none"])).code).toBe(0);
    const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
    const added = [{ id: 257, content: "<|endoftext|>", ...flags }];
    expect(
      (await runCli(["prepare", text, "-o", fresh(), "--vocab", asVocab("a.json", { added_tokens: added })])).code,
    ).toBe(0);
  });

  test("ranks with a pattern, and ranks with a description", async () => {
    const described = scratch.path("own.tiktoken");
    expect((await runCli(["train", text, "--vocab-size", "257", "-o", described])).code).toBe(0);
    const bare = await scratch.write("bare.tiktoken", readFileSync(described));
    for (const vocab of [[described], [bare, "--pattern", "gpt2"]]) {
      const args = ["prepare", text, "--vocab", ...vocab, "-o"];
      expect(await runCli([...args, fresh()])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/set --end-of-text to "none", or name it among the tokenizer's special tokens/),
      });
      expect((await runCli([...args, fresh(), "--special-token", "<|endoftext|>=257"])).code).toBe(0);
      expect((await runCli([...args, fresh(), "--end-of-text", "none"])).code).toBe(0);
    }
  });
});

test("train: what stopped it names the command's own options", async () => {
  const args = ["train", text, "--vocab-size", "1000", "-o", `${fresh()}.json`];
  const { code, stderr } = await runCli([...args, "--min-frequency", "2"]);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/lower minimum frequency or a smaller vocabulary/)]);
  expect(stderr).not.toMatch(/minFrequency|vocabSize/);
});
