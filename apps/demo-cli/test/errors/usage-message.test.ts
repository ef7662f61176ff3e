/** What is wrong with a line, as every form of commander's messages comes out; and how it looks on a terminal. */
import { describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";

const firstLine = async (args: readonly string[]): Promise<string> => (await runCli(args)).stderr.split("\n")[0]!;

describe("one sentence with what was typed", () => {
  test.each([
    [["windows", "--max-length", "abc"], '--max-length must be a whole number of at least 1, not "abc".'],
    [["windows", "--max-length", 'a"b'], '--max-length must be a whole number of at least 1, not "a\\"b".'],
    [["count", "--special", "some"], '--special must be endoftext, all or none, not "some".'],
    [["count", "-e", "gpt-4o"], '--encoding can\'t be "gpt-4o". That is a model: give --model instead of --encoding.'],
    [["count", "--model", "gtp-4o"], /^--model can't be "gtp-4o"\. .*gpt-4o/],
    [["count", "--model", "Qwen/Qwen3-8B"], /^--model can't be "Qwen\/Qwen3-8B"\. .*--tokenizer\.$/],
    [["inspect", "hello"], '"hello" is not a token id. For a text, give --text.'],
    [["completion", "tcsh"], '"tcsh": must be bash, zsh or fish.'],
    [["completion"], "SHELL is missing."],
    [["count", "--max-lenght"], 'unknown option "--max-lenght".'],
    [["cuont"], 'unknown command "cuont". Did you mean count?'],
    [["help", "cuont"], 'unknown command "cuont". Did you mean count?'],
    [["help", "zzzzzz"], 'unknown command "zzzzzz".'],
    [["windows", "a", "b"], "too many arguments: 2 where at most 1 expected."],
    [["train", "a", "-o"], "--output needs a value: -o, --output <file>."],
    [["train", "a", "-o", "x.json"], "--vocab-size is missing: --vocab-size <n>."],
    [["serve", "--port", "99999"], '--port must be a port from 0 to 65535, not "99999".'],
  ])("%j", async (args, message) => {
    const line = await firstLine(args);
    expect(line.startsWith("windrow: ")).toBe(true);
    if (typeof message === "string") expect(line.slice(9)).toBe(message);
    else expect(line.slice(9)).toMatch(message);
  });

  test("a variable of the environment is named as itself", async () => {
    process.env["WINDROW_ENCODING"] = "nothing";
    try {
      expect(await firstLine(["count", "--text", "a"])).toMatch(/^windrow: WINDROW_ENCODING can't be "nothing"\. The/);
    } finally {
      delete process.env["WINDROW_ENCODING"];
    }
  });
});

test("help of a command is that of its --help", async () => {
  expect((await runCli(["help", "count"])).stdout).toBe((await runCli(["count", "--help"])).stdout);
  expect((await runCli(["help"])).stdout).toBe((await runCli(["--help"])).stdout);
});

describe("on a terminal", () => {
  const look = { showsProgress: true, styledErrors: true };

  test.each([20, 40, 80, 120])("%i columns: a red word, words whole, no line wider", async (columns) => {
    const { stderr } = await runCli(["count", "no/such/file.txt"], { ...look, stderrColumns: columns });
    const red = "\u001b[1;31mwindrow:\u001b[0m";
    expect(stderr.startsWith(red)).toBe(true);
    const plain = stderr.replace(red, "windrow:");
    expect(plain.replaceAll("\n", " ").trim()).toBe(
      "windrow: cannot read no/such/file.txt: there is no such file. Check the path, or name another.",
    );
    expect(Math.max(...plain.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test("no colour where none is wanted; off a terminal one line", async () => {
    const plain = await runCli(["count", "no/such/file.txt"], { showsProgress: true, stderrColumns: 40 });
    expect(plain.stderr).not.toContain("\u001b");
    const piped = await runCli(["count", "no/such/file.txt"], { stderrColumns: 20 });
    expect(piped.stderr).toMatch(/^[^\n]+\n$/);
  });
});
