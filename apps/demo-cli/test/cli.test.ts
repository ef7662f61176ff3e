import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "./helpers/run-cli.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-cli-"));
});
afterAll(() => rm(scratch, { recursive: true }));

describe("files that can't be used: one line on stderr, exit 1, nothing on stdout", () => {
  const write = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const path = join(scratch, name);
    await writeFile(path, bytes);
    return path;
  };
  const cases: [string, () => Promise<string>, RegExp][] = [
    [
      "missing",
      async () => join(scratch, "nowhere.txt"),
      /cannot read .*nowhere\.txt: there is no such file\. Check the path/,
    ],
    ["a directory", async () => scratch, /it is a directory\. Name a file in it\./],
    ["empty", () => write("empty.txt", ""), /empty\.txt: it is empty\. Give a file with some text\./],
    [
      "not UTF-8",
      () => write("latin1.txt", Uint8Array.of(0x68, 0xc3, 0xa9, 0xe9, 0x20)),
      /latin1\.txt: it is not UTF-8 \(byte 3 is 0xe9\)\. Convert it/,
    ],
    [
      "cut within a character",
      () => write("cut.txt", Uint8Array.of(0x68, 0xe2, 0x82)),
      /cut\.txt: it ends in the middle of a character \(byte 1 begins it\)/,
    ],
    ["UTF-16", () => write("utf16.txt", Uint8Array.of(0xff, 0xfe, 0x68, 0)), /iconv -f utf-16 -t utf-8/],
    ["of an odd name", async () => join(scratch, "a\nb\u001bc"), /cannot read .*a\\nb\\u001bc: there is no such file/],
    ["without a name", async () => "", /cannot read "": there is no such file/],
    [
      "UTF-8 of a surrogate",
      () => write("cesu.txt", Uint8Array.of(0xed, 0xa0, 0x80)),
      /it is not UTF-8 \(byte 0 is 0xed\)/,
    ],
  ];

  test.each(cases)("%s", async (_, path, message) => {
    for (const json of [[], ["--json"]]) {
      const { code, stdout, stderr } = await runCli(["demo", await path(), ...json]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/^windrow: [^\n]+\n$/);
    }
  });
});

test("what does not fit into memory is one line too", async () => {
  const { code, stdout, stderr } = await runCli(["demo", "--embedding-dim", "100000000"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe(
    "windrow: --embedding-dim 100000000 is too much for 50,357 rows, which are kept in memory. Give at most 21322.\n",
  );
});

test("an error of a package is one line", async () => {
  const path = join(scratch, "endless.txt");
  await writeFile(path, "\u4e2d".repeat(12_000_000));
  const { code, stderr } = await runCli(["demo", path]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^windrow: the text has a piece of more than 33554432 bytes[^\n]+\n$/);
});

describe("usage: on stderr, exit 2, nothing on stdout", () => {
  test.each([
    [["demo", "--max-lenght", "4"], /unknown option "--max-lenght"\. Did you mean --max-length\?/],
    [["dmeo"], /unknown command "dmeo"\. Did you mean demo\?/],
    [["demo", "a.txt", "b.txt"], /too many arguments/],
    [["demo", "--encoding", "gpt3"], /The encodings are gpt2, r50k_base/],
    [["demo", "--max-length", "0"], /must be a whole number of at least 1, not "0"/],
    [["demo", "--stride", "1.5"], /not "1\.5"/],
    [["demo", "--batch-size", "1e3"], /not "1e3"/],
    [["demo", "--embedding-dim", "x"], /not "x"/],
    [["demo", "--seed", "2.5"], /must be a whole number, not "2\.5"/],
    [["demo", "--seed", "18446744073709551616"], /must be a whole number from -2\^63 to 2\^64 - 1/],
    [["demo", "--max-length"], /--max-length needs a value: --max-length <n>\./],
    [[], /Usage: windrow/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(/Usage: windrow/.test(stderr)).toBe(!/(?:must be|can't be) /.test(stderr));
    expect(stderr).not.toMatch(/^error:/m);
  });

  test("--help starts with examples and exits with 0; --version prints the version", async () => {
    const help = await runCli(["demo", "--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout.trimStart()).toMatch(/^Examples:\n {2}windrow demo/);
    expect(help.stdout).toMatch(/Global Options:[^]*--color [^]*--no-color /);
    expect(await runCli(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe("the demo for a person", () => {
  test("sections in order, no line beyond 80 columns, no escape codes when not styled", async () => {
    const { code, stdout, stderr } = await runCli(["demo"]);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    const sections = lines.filter((line) => /^\d {2}/.test(line));
    expect(sections.map((line) => line.slice(3))).toEqual([
      "Text",
      "Words",
      "A word that was never seen",
      "Byte pairs",
      "Windows",
      "Batches",
      "Embeddings",
      "What a model reads",
    ]);
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("0.2164   2.5021   2.3263");
  });

  test.each([
    ["tiny", "a b"],
    ["words and ideographs", "\u65e5\u672c\u8a9e \u{1f468}\u200d\u{1f469} caf\u00e9\t\r\n\u0007 ".repeat(30)],
    ["no spaces", "x".repeat(3000)],
  ])("%s: every line fits as well", async (_, text) => {
    const path = join(scratch, "fit.txt");
    await writeFile(path, text);
    for (const encoding of ["gpt2", "cl100k_base"]) {
      const { code, stdout } = await runCli(["demo", path, "--embedding-dim", "3", "--encoding", encoding]);
      expect(code).toBe(0);
      expect(stdout.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
      // No control character but the line's end reaches the terminal.
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    }
  });

  test("styled headings, and progress that is taken away again", async () => {
    const watched = { isStyled: true, showsProgress: true };
    const { stdout, stderr } = await runCli(["demo", "--embedding-dim", "100"], watched);
    expect(stdout).toContain("\u001b[1;33m2  Words\u001b[22;39m");
    expect(stderr).toMatch(/^drawing 5\.4 million random weights .*\r\u001b\[K$/);
    const path = join(scratch, "large.txt");
    await writeFile(path, "hay ".repeat(600_000));
    expect((await runCli(["demo", path, "--embedding-dim", "1"], watched)).stderr).toBe(
      "tokenizing 2.4 MB ...\r\u001b[K",
    );
    expect((await runCli(["demo", "--embedding-dim", "1"], watched)).stderr).toBe("");
  });

  test.each([
    ["a stride beyond the window", ["--stride", "400"]],
    ["a small stride", ["--stride", "1"]],
    ["the largest seed", ["--seed", "18446744073709551615"]],
    ["a large batch", ["--batch-size", "100000"]],
  ])("%s: every line fits", async (_, options) => {
    const { code, stdout } = await runCli(["demo", "--embedding-dim", "2", ...options]);
    expect(code).toBe(0);
    expect(stdout.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  test("the drawing keeps the proportion of stride to window", async () => {
    const drawnOf = async (stride: string): Promise<string> => {
      const { stdout } = await runCli(["demo", "--embedding-dim", "1", "--stride", stride]);
      return /Drawn with (.*?):/.exec(stdout.replaceAll(/\s+/g, " "))![1]!;
    };
    expect(await drawnOf("100")).toBe("4 tokens in a window and 4 from one to the next");
    expect(await drawnOf("25")).toBe("4 tokens in a window and 1 from one to the next");
    expect(await drawnOf("50")).toBe("4 tokens in a window and 2 from one to the next");
    expect(await drawnOf("200")).toBe("3 tokens in a window and 6 from one to the next");
  });

  test("a text that has every word of the sentence does not lose one", async () => {
    const path = join(scratch, "seen.txt");
    await writeFile(path, "Here is an unknown word: Alvazska. It was seen here, and more than once.");
    const { stdout } = await runCli(["demo", path, "--embedding-dim", "1"]);
    expect(stdout).toContain("This text has every word of it.");
    expect(stdout).not.toContain("is lost");
    expect(stdout).not.toContain("never seen");
  });
});

describe("the program", () => {
  const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const start = (...args: string[]) => spawn(process.execPath, [main, ...args]);
  const ended = (child: ReturnType<typeof start>): Promise<number | null> =>
    new Promise((resolve) => child.on("close", resolve));

  test("prints one JSON object, and nothing else, and ends with 0", async () => {
    const child = start("demo", "--json", "--embedding-dim", "2");
    let [out, errors] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (errors += chunk));
    expect(await ended(child)).toBe(0);
    expect(errors).toBe("");
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 });
  });

  test("ends with the command's code", async () => {
    expect(await ended(start("demo", join(scratch, "nowhere.txt")))).toBe(1);
    expect(await ended(start("nonsense"))).toBe(2);
  });

  test.skipIf(!existsSync("/dev/full"))(
    `a full disk is one line${skipNote(existsSync("/dev/full") ? undefined : "there is no /dev/full")}`,
    async () => {
      const full = openSync("/dev/full", "w");
      const child = spawn(process.execPath, [main, "demo", "--embedding-dim", "1"], {
        stdio: ["ignore", full, "pipe"],
      });
      closeSync(full);
      let errors = "";
      child.stderr!.on("data", (chunk) => (errors += chunk));
      expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
      expect(errors).toMatch(/^windrow: cannot write the output: ENOSPC[^\n]*\n$/);
    },
  );

  test("a closed pipe is quiet", async () => {
    const child = start("demo", "--embedding-dim", "2");
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended(child)).toBe(0);
    expect(errors).toBe("");
  });
});
