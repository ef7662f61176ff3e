/** `windrow count` of folders and of many files: held against a slow twin that lists with git and encodes file by file. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { skipNote } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { CountJson, Counts } from "../../../src/commands/count/count-json.ts";
import { FilesCount } from "../../../src/commands/count/count-files.ts";
import { widthOf } from "../../../src/show/graphemes.ts";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";
import { ALL, forged, HOSTILE } from "../../helpers/hostile.ts";
import { type Finished, runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const WORDS = [
  "hay",
  "rake",
  "Windrow",
  "\u65e5\u672c\u8a9e",
  "caf\u00e9",
  "\u{1f468}\u200d\u{1f33e}",
  "x".repeat(30),
  "  ",
  "\n",
  "<|endoftext|>",
  "1234",
];

/** A text of words, other than that of any other number. */
function textOf(seed: number, words: number): string {
  let state = seed + 1;
  return Array.from({ length: words }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return WORDS[state % WORDS.length];
  }).join(" ");
}

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(scratch.path(folder), dirname(name)), { recursive: true });
    writeFileSync(join(scratch.path(folder), name), content);
  }
  return scratch.path(folder);
}

async function json(...args: string[]): Promise<CountJson> {
  const { code, stdout, stderr } = await runCli(["count", ...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as CountJson;
}

/** What a file has, by one call of encode. */
async function slowly(path: string, encoding: "o200k_base" | "cl100k_base" = "o200k_base"): Promise<Counts> {
  const text = readFileSync(path, "utf8");
  const tokenizer = await getEncoding(encoding);
  const tokens = tokenizer.encode(text, { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] }).length;
  const chars = [...text].length;
  return { tokens, chars, bytes: readFileSync(path).length, charsPerToken: tokens === 0 ? null : chars / tokens };
}

const sum = (all: readonly Counts[], key: "tokens" | "chars" | "bytes"): number =>
  all.reduce((total, counts) => total + counts[key], 0);

const noGit = spawnSync("git", ["--version"]).error === undefined ? undefined : "there is no git";

describe("a folder", () => {
  let folder: string;
  beforeAll(() => {
    const files: Record<string, string | Uint8Array> = {
      ".gitignore": "dist/\n*.log\n",
      "src/deep/.gitignore": "!kept.log\n",
      "src/deep/kept.log": textOf(1, 50),
      "src/deep/lost.log": "lost",
      "dist/out.js": "lost",
      "node_modules/m/index.js": "lost",
      "logo.png": PNG,
      "src/data.bin": "a\0b",
      "empty.txt": "",
      Makefile: "all:\n",
    };
    for (let i = 0; i < 40; i++)
      files[`src/${["a", "b/c"][i % 2]}/file-${i}${[".ts", ".md", ".TS"][i % 3]}`] = textOf(i, 20 * i);
    write("folder", files);
    folder = scratch.path("folder");
    if (noGit === undefined) spawnSync("git", ["init", "-q"], { cwd: folder });
  });

  test.skipIf(noGit !== undefined)(
    `each text that git lists, the largest first, and the total${skipNote(noGit)}`,
    async () => {
      const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: folder,
        encoding: "utf8",
      })
        .stdout.split("\0")
        .filter((name) => name !== "" && !name.startsWith("node_modules/") && !/\.(png|bin)$/.test(name))
        .toSorted();
      expect(listed).toContain("src/deep/kept.log");
      const counted = await json(folder);
      const twin = await Promise.all(
        listed.map(async (name) => ({ file: join(folder, name), ...(await slowly(join(folder, name))) })),
      );
      expect(counted.files).toEqual(twin.toSorted((a, b) => b.tokens - a.tokens));
      const total = { tokens: sum(twin, "tokens"), chars: sum(twin, "chars"), bytes: sum(twin, "bytes") };
      expect(counted.total).toEqual({ ...total, charsPerToken: total.chars / total.tokens });
      expect(counted.binary).toEqual([join(folder, "logo.png"), join(folder, "src/data.bin")]);
      expect(counted.failed).toEqual([]);
    },
  );

  test("--by: each folder and each type has its files' sums; --top lists some of all", async () => {
    const { files, total } = await json(folder);
    for (const [by, of] of [
      ["folder", (file: string) => dirname(file)],
      ["type", (file: string) => extname(file).toLowerCase() || null],
    ] as const) {
      const counted = await json(folder, "--by", by);
      expect(counted.total).toEqual(total);
      expect(counted.files).toEqual(files);
      const names = new Set(files.map(({ file }) => of(file!)));
      expect(new Set(counted.groups!.map(({ name }) => name))).toEqual(names);
      for (const { name, files: count, tokens, chars, bytes } of counted.groups!) {
        const members = files.filter(({ file }) => of(file!) === name);
        expect([count, tokens, chars, bytes]).toEqual([
          members.length,
          sum(members, "tokens"),
          sum(members, "chars"),
          sum(members, "bytes"),
        ]);
      }
      const tokens = counted.groups!.map((group) => group.tokens);
      expect(tokens).toEqual(tokens.toSorted((a, b) => b - a));
      const top = await json(folder, "--by", by, "--top", "2");
      expect(top).toEqual({ ...counted, groups: counted.groups!.slice(0, 2), more: names.size - 2 });
    }
    expect(await json(folder, "--top", "3")).toEqual({
      ...(await json(folder)),
      files: files.slice(0, 3),
      more: files.length - 3,
    });
    expect(await json(folder, "--top", "1000")).toMatchObject({ files, more: 0 });
  });

  test("the table: what is not listed is a row, so that the column adds up", async () => {
    const { stdout, stderr, code } = await runCli(["count", folder, "--top", "2"]);
    const figures = stdout
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(/ {2,}([\d,]+)/.exec(line)![1]!.replaceAll(",", "")));
    expect(stdout).toMatch(
      /^o200k_base +tokens +chars +bytes +chars\/token\n.*file-39\..*\n.*\n43 more .*\ntotal of 45 .*\n$/,
    );
    expect(figures[3]).toBe(figures[0]! + figures[1]! + figures[2]!);
    expect([code, stderr]).toEqual([0, "2 binary files left out\n"]);
    const types = (await runCli(["count", folder, "--by", "type"])).stdout;
    expect(types).toMatch(/^o200k_base +files +tokens .*\n\.(ts|md) /);
    expect(types).toMatch(/\nno ending +3 /);
  });

  test("files that are named count although a rule leaves them out; named twice they count once", async () => {
    const out = join(folder, "dist/out.js");
    expect((await json(out)).files).toMatchObject([{ file: out }]);
    const both = await json(folder, out, join(folder, "src/../empty.txt"));
    expect(both.files.length).toBe((await json(folder)).files.length + 1);
    expect((await json(join(folder, "dist"))).files).toMatchObject([{ file: out }]);
    // A binary one that is named is an error, also where its folder is named too.
    const named = await runCli(["count", folder, join(folder, "logo.png"), "--json"]);
    expect(named).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/logo\.png: it is binary .*\n.*1 of 46 files failed/),
    });
    expect(JSON.parse(named.stdout)).toMatchObject({
      binary: [join(folder, "src/data.bin")],
      failed: [{ file: join(folder, "logo.png") }],
    });
  });
});

describe("encodings side by side", () => {
  test("golden --json, of one and of two encodings", async () => {
    const folder = write("golden", { "a.md": "Rake it, she said.", "b.txt": "\u65e5\u672c\u8a9e", "c.md": "" });
    const inFolder = (text: string): string => text.replaceAll(JSON.stringify(folder).slice(1, -1), "golden");
    const one = await runCli(["count", folder, "--json"]);
    expect(inFolder(one.stdout)).toBe(
      '{"schemaVersion":1,"encoding":"o200k_base","files":[' +
        '{"file":"golden/a.md","tokens":7,"chars":18,"bytes":18,"charsPerToken":2.5714285714285716},' +
        '{"file":"golden/b.txt","tokens":2,"chars":3,"bytes":9,"charsPerToken":1.5},' +
        '{"file":"golden/c.md","tokens":0,"chars":0,"bytes":0,"charsPerToken":null}],' +
        '"total":{"tokens":9,"chars":21,"bytes":27,"charsPerToken":2.3333333333333335},"binary":[],"failed":[]}\n',
    );
    const two = await runCli([
      "count",
      folder,
      "-e",
      "cl100k_base,o200k_base",
      "--by",
      "type",
      "--top",
      "1",
      "--limit",
      "99",
      "--json",
    ]);
    expect(JSON.parse(inFolder(two.stdout))).toEqual({
      schemaVersion: 1,
      encoding: "cl100k_base",
      files: [
        { file: "golden/a.md", tokens: 7, chars: 18, bytes: 18, charsPerToken: 18 / 7, encodings: inBoth(18, 7, 7) },
        { file: "golden/b.txt", tokens: 4, chars: 3, bytes: 9, charsPerToken: 0.75, encodings: inBoth(3, 4, 2) },
        { file: "golden/c.md", tokens: 0, chars: 0, bytes: 0, charsPerToken: null, encodings: inBoth(0, 0, 0) },
      ],
      groups: [
        { name: ".md", files: 2, tokens: 7, chars: 18, bytes: 18, charsPerToken: 18 / 7, encodings: inBoth(18, 7, 7) },
      ],
      total: { tokens: 11, chars: 21, bytes: 27, charsPerToken: 21 / 11, encodings: inBoth(21, 11, 9) },
      more: 1,
      limit: { tokens: 99, isOver: false },
      binary: [],
      failed: [],
    });
  });

  const inBoth = (chars: number, cl100k: number, o200k: number): Counts["encodings"] =>
    (
      [
        ["cl100k_base", cl100k],
        ["o200k_base", o200k],
      ] as const
    ).map(([encoding, tokens]) => ({ encoding, tokens, charsPerToken: tokens === 0 ? null : chars / tokens }));

  test("small and large files, and a text: each as one call of encode has it", async () => {
    const folder = write("sizes", { "small.txt": textOf(3, 500), "large.txt": textOf(4, 200_000) });
    const { files } = await json(folder, "-e", "o200k_base,cl100k_base");
    expect(files.map(({ file }) => file!.slice(folder.length + 1))).toEqual(["large.txt", "small.txt"]);
    for (const { file, encodings } of files)
      for (const { encoding, tokens } of encodings!)
        expect(tokens).toBe((await slowly(file!, encoding as "o200k_base")).tokens);
    // Alone it is streamed.
    const alone = await json(join(folder, "large.txt"), "-e", "o200k_base,cl100k_base");
    expect(alone.files).toEqual(files.slice(0, 1));
    const table = (await runCli(["count", "--text", "Rake it", "-e", "o200k_base,cl100k_base"])).stdout;
    expect(table).toBe(
      "file    o200k_base  cl100k_base  chars  bytes\n--text           3            3      7      7\n",
    );
  });
});

describe("on several threads", () => {
  let folder: string;
  let twin: Counts[];
  beforeAll(async () => {
    const files: Record<string, string | Uint8Array> = { "bad.txt": Uint8Array.of(0x68, 0xe9, 0x20), "x.bin": "\0" };
    // Each thread that is started has 2 MB to count.
    for (let i = 0; i < 300; i++) files[`${i % 7}/${i}.txt`] = textOf(i, i % 50 === 0 ? 60_000 : 2000 + i);
    folder = write("many", files);
    const texts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\d\.txt$/.test(name));
    twin = await Promise.all(texts.map((name) => slowly(join(folder, name))));
    expect(sum(twin, "bytes")).toBeGreaterThan(2 ** 22);
  });

  test.each(["1", "2", "3", "64"])("%s: the same counts", async (threads) => {
    const { code, stdout, stderr } = await runCli(["count", folder, "--threads", threads, "--json"]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/bad\.txt: it is not UTF-8 \(byte 1 is 0xe9\).*\n.* 1 of 301 files failed/),
    ]);
    const counted = JSON.parse(stdout) as CountJson;
    expect(counted.files.map(({ tokens }) => tokens)).toEqual(
      twin.map(({ tokens }) => tokens).toSorted((a, b) => b - a),
    );
    expect(counted.total).toMatchObject({
      tokens: sum(twin, "tokens"),
      chars: sum(twin, "chars"),
      bytes: sum(twin, "bytes"),
    });
    expect([counted.binary, counted.failed]).toMatchObject([
      [join(folder, "x.bin")],
      [{ file: join(folder, "bad.txt") }],
    ]);
  });

  test("a tokenizer of your own, which each thread loads", async () => {
    const vocab = scratch.path("own.tiktoken");
    const training = await runCli(["train", join(folder, "0/0.txt"), "--vocab-size", "400", "-o", vocab]);
    expect(training.code).toBe(0);
    const counts = async (threads: string): Promise<unknown> => {
      const { stdout } = await runCli(["count", folder, "--vocab", vocab, "--threads", threads, "--json"]);
      return JSON.parse(stdout);
    };
    expect(await counts("3")).toEqual(await counts("1"));
  });

  test("a thread that can't load the tokenizer again is not needed", async () => {
    const files = readdirSync(join(folder, "1")).map((name) => join(folder, "1", name));
    const tokenizers = [bpeTextTokenizer(await getEncoding("o200k_base"))];
    const options = { encoding: [], vocab: scratch.path("gone.tiktoken") };
    const count = new FilesCount({ options, special: "endoftext", threads: 3 });
    for (const [i, path] of files.entries()) count.add(i, { path, bytes: 2 ** 22 });
    const rules = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };
    const outcomes = await count.finish({ tokenizers, rules }, () => {}).finally(() => count.end());
    for (const [i, path] of files.entries())
      expect(outcomes.get(i)).toMatchObject({ tokens: [(await slowly(path)).tokens] });
  });
});

describe("--limit, a gate", () => {
  test("1 with one sentence where there are more, 0 where there are as many", async () => {
    const file = await scratch.write("gate.txt", "Rake it, she said.");
    const seven = await runCli(["count", file, "--limit", "7"]);
    expect([seven.code, seven.stderr]).toEqual([0, ""]);
    const six = await runCli(["count", file, "--limit", "6"]);
    expect([six.code, six.stdout.split("\n").length]).toEqual([1, 3]);
    expect(six.stderr).toBe("windrow: 7 tokens in o200k_base: 1 over the limit of 6.\n");
    expect((await runCli(["count", "--text", "hay", "--limit", "0"])).code).toBe(1);
    const both = await runCli(["count", file, scratch.path("nowhere"), "--limit", "5", "--json"]);
    expect([both.code, JSON.parse(both.stdout)]).toMatchObject([1, { limit: { tokens: 5, isOver: true } }]);
  });
});

describe("what gives no counts", () => {
  test("an empty glob, an empty folder and a missing file are alike: 3 where others gave results, else 1", async () => {
    const good = await scratch.write("good.txt", "hay");
    mkdirSync(scratch.path("empty/below"), { recursive: true });
    for (const [name, message] of [
      ["nowhere.txt", /^windrow: cannot read .*nowhere\.txt: there is no such file/],
      ["*.nothing", /^windrow: no file matches .*\*\.nothing\. Check the pattern/],
      ["empty", /^windrow: there are no files to count in .*empty\.\n/],
    ] as const) {
      const path = scratch.path(name);
      const alone = await runCli(["count", path]);
      expect([alone.code, alone.stdout, alone.stderr]).toEqual([1, "", expect.stringMatching(message)]);
      expect(alone.stderr.split("\n").length).toBe(2);
      const beside = await runCli(["count", path, good, "--json"]);
      expect([beside.code, beside.stderr]).toEqual([3, expect.stringMatching(message)]);
      expect(JSON.parse(beside.stdout)).toMatchObject({ files: [{ file: good }], failed: [{ file: path }] });
    }
    const none = await runCli(["count", scratch.path("nowhere.txt"), scratch.path("*.nothing")]);
    expect([none.code, none.stdout, none.stderr.split("\n").length]).toEqual([1, "", 4]);
  });

  test("only binary files, or only what rules leave out", async () => {
    const folder = write("binary", { "a.png": PNG });
    expect(await runCli(["count", folder])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "windrow: the only file is binary, not text.\n",
    });
    write("binary", { "b.png": PNG });
    expect((await runCli(["count", folder])).stderr).toBe("windrow: none of the 2 files is text: all are binary.\n");
    write("binary", { ".gitignore": "*\n" });
    expect((await runCli(["count", folder])).stderr).toMatch(/^windrow: there are no files to count in .*binary\.\n$/);
  });

  test("options that say nothing of one text", async () => {
    for (const option of [
      ["--top", "1"],
      ["--by", "type"],
      ["--threads", "2"],
    ])
      expect(await runCli(["count", "--text", "a", ...option])).toMatchObject({ code: 2, stdout: "" });
    for (const option of [
      ["--top", "0"],
      ["--by", "size"],
      ["--threads", "0"],
      ["--limit", "-1"],
      ["--limit", "1e3"],
    ])
      expect(await runCli(["count", ".", ...option])).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("names", () => {
  const deep = "a-folder-of-some-length/and-one-more/and-another-one-below-that/";

  test("clipped in the middle on a terminal, so that they differ; whole elsewhere", async () => {
    const names = [
      "first.test.ts",
      "second.test.ts",
      "first.ts",
      "\u65e5\u672c\u8a9e\u306e\u9577\u3044\u540d\u524d.txt",
    ].map((name) => deep + name);
    const folder = write("clipped", Object.fromEntries(names.map((name) => [name, textOf(1, 100)])));
    for (const columns of [40, 80, 120, 200]) {
      for (const isStyled of [false, true]) {
        for (const args of [[], ["--by", "folder"], ["-e", "o200k_base,cl100k_base"]]) {
          const { stdout } = await runCli(["count", folder, ...args], { columns, isStyled, isTerminal: true });
          for (const line of stripVTControlCharacters(stdout).split("\n"))
            expect(widthOf(line)).toBeLessThanOrEqual(columns);
          if (args.includes("--by")) continue;
          const shown = stdout.split("\n").filter((line) => line.includes("\u2026") || line.includes(deep));
          expect([columns, new Set(shown.map((line) => line.split(/ {2}/)[0])).size]).toEqual([columns, 4]);
          for (const end of ["/first.ts", "second.test.ts", "\u540d\u524d.txt"]) expect(stdout).toContain(end);
        }
      }
      const whole = (await runCli(["count", folder], { columns })).stdout;
      for (const name of names) expect(whole).toContain(join(folder, name));
    }
  });

  test.runIf(process.platform === "linux")("hostile ones, of files and of folders", async () => {
    const files = Object.fromEntries(HOSTILE.map(([, text], i) => [`d${text}/n${text}${i}.t${text}`, textOf(i, 9)]));
    const folder = write("hostile", files);
    writeFileSync(join(folder, "bad\n\u001b[1m.txt"), Uint8Array.of(0x68, 0xe9));
    writeFileSync(join(folder, ".gitignore"), `${ALL.replaceAll("\n", "")}\n`);
    const runs: Finished[] = [];
    for (const args of [[], ["--by", "type"], ["--by", "folder"], ["--top", "1"], ["--json"]])
      for (const look of [{}, { isTerminal: true, columns: 30, isStyled: true, showsProgress: true }])
        runs.push(await runCli(["count", folder, ...args], look));
    for (const { code, stderr } of runs) expect([code, forged(stderr)]).toEqual([3, []]);
    const counted = JSON.parse(runs.at(-1)!.stdout) as CountJson;
    expect(counted.files.map(({ file }) => file!.slice(folder.length + 1)).toSorted()).toEqual(
      [".gitignore", ...Object.keys(files)].toSorted(),
    );
  });

  test("a link that leads nowhere is reported, a folder behind a link is not walked", async () => {
    const folder = write("links", { "a.txt": "hay", "below/b.txt": "hay" });
    symlinkSync("nowhere", join(folder, "broken"));
    symlinkSync("..", join(folder, "below/up"));
    const { code, stdout, stderr } = await runCli(["count", folder, "--json"]);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/broken: there is no such file/)]);
    expect((JSON.parse(stdout) as CountJson).files.length).toBe(2);
  });
});

test("a reader that has seen enough: quiet, and the process ends", async () => {
  const folder = write(
    "piped",
    Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${"long-name-".repeat(9)}${i}.txt`, "hay"])),
  );
  const { code, stderr } = await spawnCli(["count", folder], {
    onStart({ stdout }) {
      stdout!.once("data", () => stdout!.destroy());
    },
  });
  expect([code, stderr]).toEqual([0, ""]);
});
