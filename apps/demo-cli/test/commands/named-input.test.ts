/** Texts as people type them, and encodings by their names, their models' names and the environment. */
import { afterEach, describe, expect, test } from "vitest";
import { noTerminal, runInTerminal } from "../helpers/pseudo-terminal.ts";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();

describe("standard input without -", () => {
  const piped = async (args: readonly string[]): Promise<string> => {
    const { code, stdout } = await spawnCli(args, { onStart: ({ stdin }) => stdin!.end("Rake it") });
    return `${code} ${stdout}`;
  };

  test.each([["tokenize"], ["count"], ["compare"], ["windows"], ["batches"]])(
    "%s reads what is piped in",
    async (command) => expect(await piped([command])).toBe(await piped([command, "-"])),
  );

  test("demo shows its own story", async () => expect(await piped(["demo"])).toContain("the-long-field.txt"));
});

describe("a text given as if it were a file", () => {
  const HINT = /^windrow: there is no file ".*"\. To use it as the text, put --text before it\.\n$/;
  test.each(["hello", "Rake it, she said.", "How are you?", "a* b*"])("%s", async (text) => {
    for (const command of ["tokenize", "count", "compare", "windows"])
      expect(await runCli([command, text])).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(HINT) });
  });

  test("names of files are not taken for texts", async () => {
    for (const name of ["notes.txt", "a/b", "*.nothing"])
      expect((await runCli(["count", name])).stderr).not.toMatch(HINT);
    expect((await runCli(["train", "hello", "--vocab-size", "300", "-o", "x.json"])).stderr).not.toContain("--text");
  });
});

test.skipIf(noTerminal)("- on a terminal says that it waits", async () => {
  let isTyped = false;
  const { code, output } = await runInTerminal(["count", "-", "--no-color"], {
    columns: 80,
    onOutput(said, { stdin }) {
      if (isTyped || !said.includes("Ctrl-D")) return;
      isTyped = true;
      stdin!.write("hay\n\u0004");
    },
  });
  expect([code, isTyped]).toEqual([0, true]);
  expect(output).toMatch(/standard input +2 +4/);
});

describe("which encoding", () => {
  afterEach(() => void delete process.env["WINDROW_ENCODING"]);
  const nameOf = async (args: readonly string[]): Promise<unknown> =>
    (JSON.parse((await runCli([...args, "--json"])).stdout) as { encoding: unknown }).encoding;

  test.each([
    ["tokenize", "o200k_base"],
    ["count", "o200k_base"],
    ["inspect", "o200k_base"],
    ["windows", "gpt2"],
    ["batches", "gpt2"],
    ["embed", "gpt2"],
  ])("%s takes %s", async (command, byDefault) => {
    const args = [command, "--text", "a b c"];
    expect(await nameOf(args)).toBe(byDefault);
    expect(await nameOf([...args, "--model", "gpt-4"])).toBe("cl100k_base");
    process.env["WINDROW_ENCODING"] = "p50k_base";
    expect(await nameOf(args)).toBe("p50k_base");
    expect(await nameOf([...args, "-e", "r50k_base"])).toBe("r50k_base");
    expect(await nameOf([...args, "--model", "gpt-4"])).toBe("cl100k_base");
  });

  test("report has a model's encoding alone, or among those that are named", async () => {
    const input = await scratch.write("six.txt", "a b c d e f");
    const shownBy = async (...more: string[]): Promise<string[]> => {
      const output = ["-o", scratch.path("page.html"), "--force", "--json"];
      const sizes = ["--embedding-dim", "2", "--max-length", "2"];
      const { stdout } = await runCli(["report", input, ...output, ...sizes, ...more]);
      const { tokenizers } = JSON.parse(stdout) as { tokenizers: { name: string }[] };
      return tokenizers.map(({ name }) => name);
    };
    expect(await shownBy("--model", "gpt-4")).toEqual(["simple", "cl100k_base"]);
    expect(await shownBy("--model", "gpt-4", "-e", "gpt2")).toEqual(["simple", "gpt2", "cl100k_base"]);
  });

  test("compare puts a model's encoding among its own", async () => {
    const { files } = JSON.parse(
      (await runCli(["compare", "--text", "a", "-e", "gpt2", "--model", "gpt-4", "--json"])).stdout,
    ) as {
      files: { encodings: { encoding: string }[] }[];
    };
    expect(files[0]!.encodings.map(({ encoding }) => encoding)).toEqual(["gpt2", "cl100k_base"]);
  });
});
