/** Texts of few tokens: a window that nobody asked for fits itself to the text, in every command and with the same words. */
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();
let made = 0;
const page = (): string[] => ["-o", scratch.path(`page-${made++}.html`)];

/** Commands that cut windows, and the length that each takes where the text has it. */
const COMMANDS: readonly (readonly [command: string, usual: number, more: () => string[]])[] = [
  ["demo", 100, () => ["--embedding-dim", "2"]],
  ["windows", 100, () => []],
  ["batches", 100, () => []],
  ["report", 4, () => [...page(), "--embedding-dim", "2"]],
];

describe.each(COMMANDS)("%s", (command, usual, more) => {
  test("a window fits the text from two tokens on, and --json says so", async () => {
    for (const tokens of [2, 3, 4, 5, 6]) {
      const file = await scratch.write("short.txt", "a" + " a".repeat(tokens - 1));
      const { code, stdout, stderr } = await runCli([command, file, "--json", ...more()]);
      expect([tokens, code, stderr]).toEqual([tokens, 0, ""]);
      const fitting = Math.min(usual, tokens - 1);
      const note = `The text has only ${tokens} tokens, so a window has ${fitting} instead of ${usual}.`;
      const { notes } = JSON.parse(stdout) as { notes: string[] };
      expect([tokens, notes.filter((one) => one.includes("a window has"))]).toEqual([
        tokens,
        fitting < usual ? [note] : [],
      ]);
      const plain = await runCli([command, file, ...more()]);
      expect(plain.stdout.replaceAll(/\s+/g, " ").includes(note)).toBe(fitting < usual);
    }
  });

  test.each([
    ["", "it is empty. Give a file with some text."],
    ["a", "the text has only 1 token, and a window needs 2: one to read and one to predict. Give a longer text."],
  ])("%j is too short for any", async (text, expected) => {
    const file = await scratch.write("tiny.txt", text);
    for (const asked of [[], ["--max-length", "4"]]) {
      const { code, stdout, stderr } = await runCli([command, file, ...more(), ...asked]);
      expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(expected)]);
      expect(stderr).not.toContain("--max-length");
    }
  });

  test("a window that was asked for is refused, with the longest that the text has", async () => {
    const file = await scratch.write("three.txt", "a a a");
    for (const length of [3, 4, 1000]) {
      const { code, stderr } = await runCli([command, file, ...more(), "--max-length", String(length)]);
      expect([code, stderr]).toEqual([
        1,
        `windrow: 3 tokens are too short for a window of ${length.toLocaleString("en-US")}, which needs one more than its length. Give a longer text, or --max-length 2 or less.\n`,
      ]);
    }
    expect((await runCli([command, file, ...more(), "--max-length", "2"])).code).toBe(0);
  });
});

test("embed takes as many ids as there are", async () => {
  expect(JSON.parse((await runCli(["embed", "--text", "a", "--embedding-dim", "2", "--json"])).stdout).ids).toEqual([
    64,
  ]);
});

describe("from a pipe", () => {
  let output: string;
  beforeAll(() => {
    output = scratch.path("piped.html");
  });

  test("report", async () => {
    const args = ["report", "-", "-o", output, "--embedding-dim", "2"];
    const { code, stdout, stderr } = await spawnCli(args, { onStart: ({ stdin }) => stdin!.end("piped\n") });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("The text has only 3 tokens, so a window has 2 instead of 4.\n");
  });

  test("serve", async () => {
    const { code, stdout, stderr } = await spawnCli(["serve", "-", "--port", "0", "--embedding-dim", "2"], {
      onStart(child) {
        child.stdin!.end("piped\n");
        child.stderr!.on("data", (chunk) => String(chunk).includes("Ctrl-C to stop") && child.kill("SIGTERM"));
      },
    });
    expect([code, stdout]).toEqual([143, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\n$/)]);
    expect(stderr).toContain("The text has only 3 tokens, so a window has 2 instead of 4.\n");
  });
});
