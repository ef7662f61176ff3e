/** `windrow report` without a browser: what is written, what is refused, and that nothing half-written stays. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, lstatSync, watch } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { skipNote } from "@windrow/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundleSource } from "../../../../../tools/bundle-source.mjs";
import { expectCutBelowLimit } from "./report-sizes.ts";
import { runCli } from "../../helpers/run-cli.ts";

const BIN = fileURLToPath(new URL("../../../dist/main.js", import.meta.url));
const [OUTPUT_FILE] = await bundleSource("apps/demo-cli", ["write/output-file"]);

let scratch: string;
let folder: string;
let input: string;
let count = 0;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-report-"));
  input = join(scratch, "hay.txt");
  await writeFile(input, "The hay is dry, and the rows are long. <|endoftext|> Rake it, she said. ".repeat(4));
});
beforeEach(async () => {
  folder = join(scratch, String(count++));
  await mkdir(folder);
});
afterAll(() => rm(scratch, { recursive: true }));

/** The notebook's split, with its empty strings. */
const wordsOf = (text: string): string[] => text.split(/([,.:;?_!"()']|--|\s)/);

const isRoot = process.getuid?.() === 0;

describe("what is written", () => {
  test("a page, and --json says so", async () => {
    const output = join(folder, "out.html");
    const args = ["report", input, "-o", output, "--encoding", "gpt2,cl100k_base", "--embedding-dim", "4", "--json"];
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([0, ""]);
    const text = await readFile(input, "utf8");
    const tokens = async (name: "gpt2" | "cl100k_base"): Promise<number> =>
      (await getEncoding(name)).encode(text, { allowedSpecial: "all" }).length;
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      output,
      outputBytes: lstatSync(output).size,
      text: { name: "hay.txt", chars: text.length, bytes: text.length, isCut: false },
      tokenizers: [
        // <|unk|> is the one entry that the text does not have.
        { name: "simple", tokens: wordsOf(text).length, vocabSize: new Set(wordsOf(text)).size + 1 },
        { name: "gpt2", tokens: await tokens("gpt2"), vocabSize: 50257 },
        { name: "cl100k_base", tokens: await tokens("cl100k_base"), vocabSize: 100277 },
      ],
      notes: [],
    });
    expect(readdirSync(folder)).toEqual(["out.html"]);
  });

  test("counts as demo and compare count: the word tokenizer keeps white space in all of them", async () => {
    const story = fileURLToPath(new URL("../../../texts/the-long-field.txt", import.meta.url));
    const report = await runCli(["report", story, "-o", join(folder, "o.html"), "--embedding-dim", "2", "--json"]);
    const compare = await runCli(["compare", story, "-e", "simple,gpt2", "--json"]);
    const demo = JSON.parse((await runCli(["demo", story, "--embedding-dim", "2", "--json"])).stdout);
    const { tokenizers } = JSON.parse(report.stdout);
    const [{ encodings }] = JSON.parse(compare.stdout).files;
    const counted = [
      ["simple", 8381, 917],
      ["gpt2", 4434, 50257],
    ];
    const sizes = ({ name, encoding, tokens, vocabSize }: Record<string, unknown>): unknown[] => [
      name ?? encoding,
      tokens,
      vocabSize,
    ];
    expect(tokenizers.map(sizes)).toEqual(counted);
    expect(encodings.map(sizes)).toEqual(counted);
    expect([demo.simple, demo.bpe].map(({ tokens, vocabSize }) => [tokens, vocabSize])).toEqual(
      counted.map(([, ...rest]) => rest),
    );
  });

  test("of what comes on standard input", () => {
    const output = join(folder, "out.html");
    const args = [BIN, "report", "-", "-o", output, "--embedding-dim", "2", "--json"];
    const { status, stdout } = spawnSync(process.execPath, args, { input: "Rake the hay.", encoding: "utf8" });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ text: { name: "standard input", chars: 13 } });
  });

  // The smallest and the largest; report-sizes.long.test.ts has the others.
  test.each(["gpt2", "o200k_harmony"] as const)("below 1.5 MB with %s inside and a text that is cut", (name) =>
    expectCutBelowLimit(folder, name),
  );

  test("nothing in it leads out: a policy by hashes, no address, the text's tags as JSON escapes", async () => {
    const hostile = join(folder, "hostile.txt");
    await writeFile(hostile, "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> $& $1");
    const output = join(folder, "out.html");
    await runCli(["report", hostile, "-o", output, "--embedding-dim", "2"]);
    const html = readFileSync(output, "utf8");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'; /);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html).not.toContain("alert(1)</script>");
    expect(html.match(/<script/g)!.length).toBe(4);
    expect(JSON.parse(/id="report">(.*?)<\/script>/s.exec(html)![1]!)).toMatchObject({
      text: readFileSync(hostile, "utf8"),
    });
  });
});

describe("where it can't be written: one line, exit 1, and all is left as it was", () => {
  const refused = async (path: string): Promise<string> => {
    const { code, stdout, stderr } = await runCli(["report", input, "-o", path]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^windrow: [^\n]+\n$/);
    return stderr;
  };

  test("it exists: --force replaces it", async () => {
    const path = join(folder, "mine.html");
    await writeFile(path, "mine");
    expect(await refused(path)).toContain("mine.html: it exists. Add --force to replace it");
    expect(await readFile(path, "utf8")).toBe("mine");
    expect(await runCli(["report", input, "-o", path, "--force", "--embedding-dim", "2"])).toMatchObject({ code: 0 });
    expect(await readFile(path, "utf8")).toContain("<!doctype html>");
    expect(readdirSync(folder)).toEqual(["mine.html"]);
  });

  test("it is the text itself, by any name: --force does not replace it", async () => {
    const [book, link] = [join(folder, "book.txt"), join(folder, "link.txt")];
    await writeFile(book, "Hay and more hay.");
    symlinkSync("book.txt", link);
    for (const [from, to] of [
      [book, book],
      [book, link],
      [link, book],
    ] as const) {
      const { code, stderr } = await runCli(["report", from, "-o", to, "--force"]);
      expect([code, stderr]).toEqual([1, expect.stringContaining("it is the input. Give another path.")]);
    }
    expect(await readFile(book, "utf8")).toBe("Hay and more hay.");
  });

  test("it is private: what replaces it is as well", async () => {
    const path = join(folder, "private.html");
    await writeFile(path, "mine", { mode: 0o600 });
    expect(await runCli(["report", input, "-o", path, "--force", "--embedding-dim", "2"])).toMatchObject({ code: 0 });
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
  });

  test("its name has escapes, which never reach the terminal", async () => {
    const path = join(folder, "red\u001b[31m.html");
    const { code, stdout } = await runCli(["report", input, "-o", path, "--embedding-dim", "2"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("red\\u001b[31m.html: ")]);
    expect(stdout).not.toContain("\u001b");
  });

  test("- is standard output: the page and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["report", input, "-o", "-", "--embedding-dim", "2"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^<!doctype html>[^]*<\/html>\s*$/);
    expect(await runCli(["report", input, "-o", "-", "--json"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--json has no place"),
    });
  });

  test("a link stays a link", async () => {
    const path = join(folder, "link.html");
    await writeFile(join(folder, "mine.html"), "mine");
    symlinkSync("mine.html", path);
    await refused(path);
    expect(await runCli(["report", input, "-o", path, "--force", "--embedding-dim", "2"])).toMatchObject({ code: 0 });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, "mine.html"), "utf8")).toContain("<!doctype html>");
  });

  test("it is a directory, or its folder is none", async () => {
    expect(await refused(folder)).toContain("it is a directory. Give a file in it.");
    expect(await refused(join(folder, "no", "out.html"))).toContain("its folder does not exist. Make it first");
    expect(await refused(join(input, "out.html"))).toContain("a part of its path is a file");
  });

  test.skipIf(isRoot)(
    `without write permission${skipNote(isRoot ? "root may write everywhere" : undefined)}`,
    async () => {
      await chmod(folder, 0o500);
      expect(await refused(join(folder, "out.html"))).toContain("permission is denied");
    },
  );

  test.skipIf(!existsSync("/dev/full"))(
    `a full disk${skipNote(existsSync("/dev/full") ? undefined : "there is no /dev/full")}`,
    async () => {
      expect(await refused("/dev/full")).toContain("the disk is full. Make room");
      expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
    },
  );

  test.skipIf(process.platform === "win32")("where writing fails half-way, nothing half-written stays", () => {
    const path = join(folder, "out.html");
    // Files of at most 100 kB; the signal that says so is left to the error.
    const shell = `trap '' XFSZ; ulimit -f 100; exec "$0" "$@"`;
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", shell, process.execPath, BIN, "report", input, "-o", path, "--embedding-dim", "2"],
      { encoding: "utf8" },
    );
    expect(stderr).toContain("the file would be larger than is allowed here; nothing was written");
    expect(status).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["alone", "", [null, "SIGINT"]],
    ["in a program that ends on it at once", `process.once("SIGINT", () => process.exit(130));`, [130, null]],
  ])("Ctrl-C takes away what is half written, %s", async (_, before, end) => {
    const path = join(folder, "big.html");
    const script = `${before} const { writeOutput } = await import(${JSON.stringify(OUTPUT_FILE)});
      await writeOutput(${JSON.stringify(path)}, "x".repeat(5e8));`;
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(folder, () => {
        watcher.close();
        resolve();
      });
    });
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve([code, signal])));
    await begun;
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.big\.html\..*\.part$/)]);
    child.kill("SIGINT");
    expect(await ended).toEqual(end);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.skipIf(!existsSync("/usr/bin/script"))(
  `on a terminal it asks${skipNote(existsSync("/usr/bin/script") ? undefined : "there is no script of util-linux")}`,
  () => {
    const answered = async (path: string, answer: string): Promise<string> => {
      const command = `'${process.execPath}' '${BIN}' report '${input}' -o '${path}' --embedding-dim 2`;
      const child = spawn("/usr/bin/script", ["-qec", command, "/dev/null"]);
      let shown = "";
      child.stdout.on("data", (chunk) => {
        shown += chunk;
        if (String(chunk).includes("[y/N]")) child.stdin.write(answer);
      });
      await new Promise((resolve) => child.on("close", resolve));
      return shown;
    };

    test.each([
      ["y\r", true],
      ["n\r", false],
      ["\r", false],
      ["\u0004", false],
    ])("%j", async (answer, isReplaced) => {
      const path = join(folder, "mine.html");
      await writeFile(path, "mine");
      const shown = await answered(path, answer);
      expect(shown).toContain("mine.html exists. Replace it? [y/N]");
      expect((await readFile(path, "utf8")) === "mine").toBe(!isReplaced);
      expect(shown.includes("was left as it is")).toBe(!isReplaced);
    });
  },
);

describe("usage", () => {
  test.each([
    [["--encoding", "gpt3"], /can't be "gpt3"\. Did you mean gpt2\?/],
    [["--encoding", "o200k"], /can't be "o200k"\. Did you mean o200k_base\?/],
    [["--encoding", "gpt2,CL100K-base"], /Did you mean cl100k_base\?/],
    [["--encoding", ""], /can't be ""\. The encodings are gpt2/],
    [["--max-length", "0"], /at least 1/],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runCli(["report", input, ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.includes("Usage: windrow report")).toBe(!/(?:must be|can't be) /.test(stderr));
  });

  test("a window that is longer than the text", async () => {
    const { code, stderr } = await runCli(["report", input, "-o", join(folder, "o.html"), "--max-length", "5000"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/81 tokens are too short for a window of 5,000.*or --max-length 80 or less\./);
    expect(readdirSync(folder)).toEqual([]);
  });
});
