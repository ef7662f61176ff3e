/** What a command refuses, what it says, and what it returns. */
import { describe, expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";
import { spawnCli } from "../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);

describe("texts that can't be used: one line on stderr, exit 1, nothing on stdout", () => {
  const commands = ["tokenize", "count", "compare", "windows", "batches", "embed"];
  const files: [string, () => Promise<string>, RegExp][] = [
    ["missing", async () => scratch.path("nowhere.txt"), /cannot read .*nowhere\.txt: there is no such file\. Check/],
    ["a directory", async () => scratch.path("."), /it is a directory\. Name a file in it\./],
    ["an image", () => scratch.write("image.txt", png), /it is binary \(a PNG image\), not text\. Give a UTF-8 text\./],
    ["with a zero byte", () => scratch.write("zero.bin", "abc\0def"), /it is binary \(byte 3 is 0x00\), not text/],
    ["compressed", () => scratch.write("b.gz", Uint8Array.of(0x1f, 0x8b, 8, 0)), /binary \(compressed with gzip\)/],
    ["UTF-16", () => scratch.write("utf16.txt", Uint8Array.of(0xff, 0xfe, 0x68, 0)), /iconv -f utf-16 -t utf-8/],
    ["latin1", () => scratch.write("l1.txt", Uint8Array.of(0x68, 0xe9, 0x20)), /it is not UTF-8 \(byte 1 is 0xe9\)/],
    ["cut", () => scratch.write("cut.txt", Uint8Array.of(0x68, 0xe2, 0x82)), /in the middle of a character \(byte 1/],
  ];
  test.each(files)("%s", async (_, path, message) => {
    const file = await path();
    for (const command of commands) {
      // `count` counts what is in a directory.
      if (command === "count" && message.test("it is a directory. Name a file in it.")) continue;
      for (const json of [[], ["--json"]]) {
        const { code, stdout, stderr } = await runCli([command, file, ...json]);
        expect([command, code, stdout]).toEqual([command, 1, ""]);
        expect(stderr).toMatch(message);
        expect(stderr).toMatch(/^windrow: [^\n]+\n$/);
      }
    }
  });

  test("the place of a byte far into a file that is streamed", async () => {
    const bytes = Buffer.alloc(3_000_001, "\u65e5");
    bytes[2_500_003] = 0xff;
    const file = await scratch.write("far.txt", bytes);
    const whole = (await runCli(["compare", file])).stderr;
    expect(whole).toMatch(/it is not UTF-8 \(byte 2500002 is 0xe6\)/);
    expect((await runCli(["count", file])).stderr).toBe(whole);
  });

  test("empty is nothing to tokenize, and counts as 0", async () => {
    const file = await scratch.write("empty.txt", "");
    for (const command of ["tokenize", "compare", "windows", "embed"]) {
      for (const [given, advice] of [
        [[file], "Give a file with some text"],
        [["--text", ""], "Give some text"],
      ] as const)
        expect(await runCli([command, ...given])).toMatchObject({
          code: 1,
          stderr: expect.stringContaining(`it is empty. ${advice}.`),
        });
    }
    expect(await runCli(["inspect", "--text", ""])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--text is empty, so it has no tokens. Give some text."),
    });
    // Wide enough for the file's whole path, wherever temporary files are.
    expect(await runCli(["count", file], { columns: 1000 })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/empty\.txt +0 +0 +0 +-\n/),
    });
    expect((await runCli(["count", file, "--json"])).stdout).toContain('"charsPerToken":null');
  });

  test("a pattern that matches nothing, an id that is none", async () => {
    expect(await runCli(["count", scratch.path("*.nothing")])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^windrow: no file matches .*\*\.nothing\. Check the pattern/),
    });
    expect(await runCli(["inspect", "50257", "-e", "gpt2"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/50257.*50256/),
    });
  });

  test("windows and batches that a text does not have", async () => {
    const file = await scratch.write("short.txt", "one two three");
    expect((await runCli(["windows", file, "--max-length", "3"])).stderr).toContain(
      "3 tokens are too short for a window of 3",
    );
    expect((await runCli(["batches", file, "--max-length", "1", "--drop-last"])).stderr).toContain(
      "the text has 2 windows, fewer than the 8 of a batch",
    );
    expect(JSON.parse((await runCli(["batches", file, "--max-length", "1", "--json"])).stdout)).toMatchObject({
      dropLast: false,
      batches: [{ dims: [2, 1], inputIds: [505, 734], targetIds: [734, 1115] }],
    });
  });
});

describe("some of several files failed: exit 3, the others are there; all failed: exit 1", () => {
  test.each(["tokenize", "count", "compare"])("%s", async (command) => {
    const good = await scratch.write("good.txt", "Rake it, she said.");
    const bad = await scratch.write("bad.png", png);
    const some = await runCli([command, good, bad, scratch.path("nowhere.txt"), "--json"]);
    expect(some.code).toBe(3);
    expect(some.stderr.split("\n")).toEqual([
      expect.stringMatching(/^windrow: cannot use .*bad\.png: it is binary/),
      expect.stringMatching(/^windrow: cannot read .*nowhere\.txt/),
      "windrow: 2 of 3 files failed; the results are those of the others.",
      "",
    ]);
    const { files, failed } = JSON.parse(some.stdout) as { files: { file: string }[]; failed: { file: string }[] };
    expect([files.map(({ file }) => file), failed.map(({ file }) => file)]).toEqual([
      [good],
      [bad, scratch.path("nowhere.txt")],
    ]);
    // With no result there is no table of none.
    expect(await runCli([command, bad, scratch.path("nowhere.txt")])).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("usage: exit 2, nothing on stdout", () => {
  test.each([
    [["tokenise"], /unknown command "tokenise"\. Did you mean tokenize\?/],
    [["count", "--text", "a", "--encoding", "o200k"], /Did you mean o200k_base\? The encodings are gpt2/],
    [["count", "--text", "a", "-e", "cl10k_base"], /Did you mean cl100k_base\?/],
    [["compare", "--text", "a", "-e", "gpt2,simpel"], /Did you mean simple\?/],
    [["compare", "--text", "a", "-e", "zzzzzzzz"], /can't be "zzzzzzzz"\. The encodings are gpt2/],
    [["tokenize"], /no text given\. Name a file, - for standard input, or --text TEXT\./],
    [["count", "-", "-"], /standard input \(-\) is named twice/],
    [["count", "--text", "a", "a.txt"], /both --text and a file given/],
    [["windows", "a.txt", "b.txt"], /too many arguments/],
    [["inspect"], /no token given\. Give an ID, or --text TEXT\./],
    [["inspect", "hay"], /"hay" is not a token id\. For a text, give --text/],
    [["inspect", "-e", "gpt2", "1", "--text", "a"], /both --text and an id given/],
    [["count\u001b[31m"], /unknown command "count\\u001b\[31m"\.\n/],
    [["completion", "tcsh"], /must be bash, zsh or fish/],
    [["completion"], /SHELL is missing/],
    [["embed", "--text", "a", "--positional", "rotary"], /must be learned, sinusoidal or none/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    // Where a value is wrong, the form of the line is right.
    const isOfValue = /(?:must be|can't be|is not a) /.test(stderr);
    expect(/\n\nUsage: windrow .*\nMore: windrow .*--help\n$/.test(stderr)).toBe(!isOfValue);
  });
});

describe("the process", () => {
  test("reads standard input for -", async () => {
    for (const [command, expected] of [
      ["tokenize", "R |ake|\u00b7it\n49 539 340\n\n3 tokens, 7 characters, 2.33 characters per token, gpt2\n"],
      [
        "count",
        "gpt2            tokens  chars  bytes  chars/token\nstandard input       3      7      7         2.33\n",
      ],
    ]) {
      const { code, stdout } = await spawnCli([command!, "-", "-e", "gpt2"], {
        onStart: ({ stdin }) => stdin!.end("Rake it"),
      });
      expect([code, stdout]).toEqual([0, expected]);
    }
  });

  test("a character cut between two chunks of a pipe stays whole", async () => {
    const bytes = Buffer.from("caf\u00e9 \u{1f468}\u200d\u{1f469}");
    const { stdout } = await spawnCli(["count", "-", "--json"], {
      async onStart({ stdin }) {
        for (const byte of bytes) {
          stdin!.write(Uint8Array.of(byte));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        stdin!.end();
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({ total: { chars: 8, bytes: bytes.length } });
  });

  test("Ctrl-C ends with 130, at once and without a word", async () => {
    const file = await scratch.write("long.txt", "The hay is in rows. ".repeat(400_000));
    let isInterrupted = false;
    const { code, stdout, stderr } = await spawnCli(["tokenize", file], {
      onStart(child) {
        child.stdout!.once("data", () => (isInterrupted = child.kill("SIGINT")));
      },
    });
    expect([isInterrupted, code, stderr]).toEqual([true, 130, ""]);
    // The whole output is about 25 MB.
    expect(stdout.length).toBeLessThan(10_000_000);
  });

  test("a closed pipe is quiet, and the rest is not made", async () => {
    const file = await scratch.write("big.txt", "The hay is in rows. ".repeat(100_000));
    let written = 0;
    const { code, stderr } = await spawnCli(["tokenize", file], {
      onStart({ stdout }) {
        stdout!.on("data", (chunk: Buffer) => {
          written += chunk.length;
          stdout!.destroy();
        });
      },
    });
    expect([code, stderr]).toEqual([0, ""]);
    expect(written).toBeLessThan(500_000);
  });
});
