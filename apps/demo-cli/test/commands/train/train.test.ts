/** `windrow train`, and commands that work with what it wrote. */
import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { skipNote } from "@windrow/testing";
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { trainBpe } from "@windrow/tokenizer-bpe/train";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { noTerminal, runInTerminal } from "../../helpers/pseudo-terminal.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const noFifos = spawnSync("mkfifo", ["--version"]).status === 0 ? undefined : "there is no mkfifo";
const story = readFileSync(new URL("../../../texts/the-long-field.txt", import.meta.url), "utf8");
let text: string;
let vocab: string;
beforeAll(async () => {
  text = await scratch.write("story.txt", story);
  vocab = scratch.path("my.tiktoken");
});

const train = (output: string, ...more: string[]): ReturnType<typeof spawnCli> =>
  spawnCli(["train", text, "--vocab-size", "500", "--special-token", "<|endoftext|>", "-o", output, ...more]);

describe("a vocabulary", () => {
  beforeAll(async () => {
    const { code, stdout, stderr } = await train(vocab);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^.*my\.tiktoken: 500 tokens \(256 bytes, 243 merges, 1 special token\)\nfrom 1 file, [\d,]+ bytes, [\d,]+ distinct words, in \d+ s\n$/,
    );
  });

  test("is what trainBpe makes of the same text", async () => {
    const expected = await trainBpe([story], {
      name: "my",
      vocabSize: 500,
      pattern: "cl100k_base",
      specialTokens: ["<|endoftext|>"],
    });
    expect(await readFile(vocab, "utf8")).toBe(expected.toTiktoken());
    expect(JSON.parse(await readFile(`${vocab}.json`, "utf8"))).toEqual({
      name: "my",
      pattern: "cl100k_base",
      specialTokens: { "<|endoftext|>": 499 },
      fingerprint: expected.fingerprint,
    });
    expect(readdirSync(scratch.path("")).filter((name) => /training|part/.test(name))).toEqual([]);
  });

  test("tokenizes, counts, windows and is inspected, by --vocab", async () => {
    const tokenizer = BpeTokenizer.fromTiktoken(await readFile(vocab, "utf8"), {
      name: "my",
      pattern: "cl100k_base",
      specialTokens: { "<|endoftext|>": 499 },
    });
    const ids = [...tokenizer.encode("the long field<|endoftext|>", { allowedSpecial: "all" })];
    expect(
      (await spawnCli(["tokenize", "--text", "the long field<|endoftext|>", "--ids", "--vocab", vocab])).stdout,
    ).toBe(`${ids.join(" ")}\n`);
    const count = JSON.parse((await spawnCli(["count", text, "--vocab", vocab, "--json"])).stdout);
    expect(count).toMatchObject({ encoding: "my", total: { tokens: tokenizer.encodeOrdinary(story).length } });
    const inspected = JSON.parse((await spawnCli(["inspect", "498", "--vocab", vocab, "--json"])).stdout);
    expect(inspected).toMatchObject({ encoding: "my", vocabSize: 500, tokens: [{ id: 498, rank: 498 }] });
    expect(inspected.tokens[0].mergedFrom).toHaveLength(2);
    const windows = JSON.parse((await spawnCli(["windows", text, "--vocab", vocab, "--limit", "1", "--json"])).stdout);
    expect(windows).toMatchObject({ encoding: "my" });
    expect((await spawnCli(["batches", text, "--vocab", vocab, "--limit", "1"])).code).toBe(0);
    const embed = JSON.parse((await spawnCli(["embed", text, "--vocab", vocab, "--limit", "2", "--json"])).stdout);
    expect(embed).toMatchObject({ encoding: "my", dims: [2, 256] });
  });

  test("as a tokenizer.json has the same ids", async () => {
    const json = scratch.path("my.json");
    expect((await train(json)).code).toBe(0);
    const line = ["tokenize", text, "--ids", "--vocab"];
    expect((await spawnCli([...line, json])).stdout).toBe((await spawnCli([...line, vocab])).stdout);
  });

  test("prepares shards, by either file", async () => {
    const json = scratch.path("for-prepare.json");
    expect((await train(json)).code).toBe(0);
    const shards = await Promise.all(
      [vocab, json].map(async (file, i) => {
        const output = scratch.path(`shards-${i}`);
        const { code, stderr } = await spawnCli(["prepare", text, "-o", output, "--vocab", file]);
        expect([code, stderr]).toEqual([0, ""]);
        return readFile(`${output}/tokens_000000.bin`);
      }),
    );
    const ids = (await spawnCli(["tokenize", text, "--ids", "--vocab", vocab])).stdout.trim().split(" ").map(Number);
    expect([...new Uint16Array(Uint8Array.from(shards[0]!).buffer)]).toEqual([...ids, 499]);
    expect(shards[1]!.equals(shards[0]!)).toBe(true);
  });

  test.each([
    [
      "notes.tiktoken",
      "The Long Field\n",
      /^windrow: cannot use .*notes\.tiktoken: its first line is not a token in base64/,
    ],
    ["empty.txt", "", /^windrow: cannot use .*empty\.txt: its first line is not a token in base64/],
    ["empty.json", "{}", /^windrow: cannot use .*empty\.json: model is undefined; expected an object\.\n$/],
    ["cut.json", '{"model":', /^windrow: cannot use .*cut\.json: the file is not JSON/],
    ["cut.model", "minbpe v1\n", /^windrow: cannot use .*cut\.model: /],
  ])("a --vocab that is none: %s", async (name, content, message) => {
    const file = await scratch.write(name, content);
    const { code, stderr } = await spawnCli(["tokenize", "--text", "hay", "--vocab", file]);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
    if (!name.endsWith("t") && !name.endsWith("n")) return;
    const prepared = await spawnCli(["prepare", text, "-o", scratch.path("none"), "--vocab", file]);
    expect(prepared.stderr).toMatch(name.endsWith(".json") ? /could not be loaded/ : message);
  });

  test("without its description needs a pattern, and one of other ranks is refused", async () => {
    const alone = await scratch.write("alone.tiktoken", await readFile(vocab, "utf8"));
    const without = await spawnCli(["tokenize", "--text", "hay", "--vocab", alone]);
    expect(without.stderr).toMatch(/has only ranks, and .*alone\.tiktoken\.json.* does not exist\. Give --pattern/);
    expect(without.code).toBe(1);
    const prepared = await spawnCli(["prepare", text, "-o", scratch.path("none"), "--vocab", alone]);
    expect([prepared.code, prepared.stderr]).toEqual([1, without.stderr]);
    const line = ["tokenize", "--text", "hay", "--ids", "--vocab", alone];
    expect((await spawnCli([...line, "--pattern", "cl100k_base"])).code).toBe(0);
    await writeFile(`${alone}.json`, (await readFile(`${vocab}.json`, "utf8")).replace("cl100k_base", "gpt2"));
    expect((await spawnCli(line)).stderr).toMatch(/describes other ranks than those of /);
  });
});

test("--json prints events, the last with what was made; early ends say why", async () => {
  const { code, stdout, stderr } = await train(scratch.path("early.tiktoken"), "--vocab-size", "9000", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.at(-1)).toMatchObject({ event: "done", wantedMerges: 8743, files: 1, bytes: Buffer.byteLength(story) });
  expect(events.at(-1)!["stopped"]).toBe(
    "every word is one token, so no pairs are left to merge. Give more text, or ask for a smaller vocabulary",
  );
  expect(events.at(-1)!["merges"]).toBeLessThan(8743);
  const told = await train(scratch.path("early2.tiktoken"), "--vocab-size", "9000", "--min-frequency", "5");
  expect(told.stderr).toMatch(
    /^windrow: stopped after [\d,]+ of 8,743 merges: no pairs are left that occur 5 times\. Give more text, or ask for a lower minimum frequency or a smaller vocabulary\.\n$/,
  );
  expect(told.code).toBe(0);
});

test("several files, a byte order mark, standard input", async () => {
  const [a, b] = [
    await scratch.write("a.txt", `\ufeff${story.slice(0, 900)}`),
    await scratch.write("b.txt", story.slice(900)),
  ];
  const line = ["--vocab-size", "300", "--json", "-o"];
  const two = await spawnCli(["train", a, b, ...line, scratch.path("two.tiktoken")]);
  expect(JSON.parse(two.stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({
    files: 2,
    bytes: Buffer.byteLength(story),
  });
  const piped = await spawnCli(["train", "-", ...line, scratch.path("piped.json")], {
    onStart: (child) => child.stdin!.end(story),
  });
  expect(JSON.parse(piped.stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({ event: "done", vocabSize: 300 });
});

describe("a file that is there already", () => {
  const mine = (): Promise<string> => scratch.write("mine.tiktoken", "mine");
  const isMine = async (path: string): Promise<boolean> => (await readFile(path, "utf8")) === "mine";

  test("is left as it is; --force replaces it", async () => {
    const path = await mine();
    const { code, stderr } = await train(path);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/mine\.tiktoken: it exists\. Add --force to replace it, or/),
    ]);
    expect(await isMine(path)).toBe(true);
    expect((await train(path, "--force")).code).toBe(0);
    expect(await isMine(path)).toBe(false);
  });

  describe.skipIf(noTerminal !== undefined)(`on a terminal${skipNote(noTerminal)}`, () => {
    const onTerminal = (input: string, path: string): ReturnType<typeof runInTerminal> => {
      let isAnswered = false;
      return runInTerminal(["train", input, "--vocab-size", "300", "-o", path], {
        columns: 200,
        onOutput(output, { stdin }) {
          if (!isAnswered && output.includes("[y/N]")) isAnswered = stdin!.write("y\r");
        },
      });
    };

    test("is replaced after a yes", async () => {
      const path = await mine();
      expect(await onTerminal(text, path)).toMatchObject({
        code: 0,
        output: expect.stringContaining("mine.tiktoken exists. Replace it? [y/N] "),
      });
      expect(await isMine(path)).toBe(false);
    });

    test("is not asked about where the text is what is typed", async () => {
      const path = await mine();
      const { code, output } = await onTerminal("-", path);
      expect([code, output]).toEqual([1, expect.stringContaining("it exists. Add --force to replace it")]);
      expect(await isMine(path)).toBe(true);
    });
  });
});

test("Ctrl-C keeps what was done, and --resume goes on to the same vocabulary", async () => {
  const big = await scratch.write(
    "big.txt",
    Array.from({ length: 4000 }, (_, i) => story.slice((i * 37) % 1000)).join(""),
  );
  const [whole, broken] = [scratch.path("whole.tiktoken"), scratch.path("broken.tiktoken")];
  const line = ["train", big, "--vocab-size", "900", "--threads", "1", "-o"];
  expect((await spawnCli([...line, whole])).code).toBe(0);
  const { code, stderr, stdout } = await spawnCli([...line, broken, "--json"], {
    onStart: (child) => child.stdout!.once("data", () => child.kill("SIGINT")),
  });
  expect(stderr).toMatch(
    /^windrow: interrupted\. What is done is kept in .*broken\.tiktoken\.training: run the same command with --resume to continue\.\n$/,
  );
  expect(code).toBe(130);
  expect(JSON.parse(stdout.trimEnd().split("\n").at(-1)!)).toMatchObject({ event: "interrupted" });
  expect(existsSync(broken)).toBe(false);
  const again = await spawnCli([...line, broken]);
  expect(again.stderr).toMatch(/was interrupted .*Add --resume to continue it, or --force to start over/);
  const resumed = await spawnCli([...line, broken, "--resume"]);
  expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
  expect(await readFile(broken, "utf8")).toBe(await readFile(whole, "utf8"));
  expect(existsSync(`${broken}.training`)).toBe(false);
  // A file that has changed since then.
  await spawnCli([...line, scratch.path("other.tiktoken"), "--json"], {
    onStart: (child) => child.stdout!.once("data", () => child.kill("SIGTERM")),
  });
  await utimes(big, 1, 1);
  const changed = await spawnCli([...line, scratch.path("other.tiktoken"), "--resume"]);
  expect(changed.stderr).toMatch(/comes from a training on other files, or the files have changed since/);
  expect(changed.code).toBe(1);
});

describe.skipIf(noFifos !== undefined)(`Ctrl-C before there is any text${skipNote(noFifos)}`, () => {
  async function interrupted(name: string, whileItWaits: (folder: string) => void): ReturnType<typeof runCli> {
    const [pipe, folder] = [scratch.path(`${name}.pipe`), scratch.path(name)];
    spawnSync("mkfifo", [pipe]);
    mkdirSync(folder);
    const before = process.listenerCount("SIGINT");
    const running = runCli(["train", pipe, "--vocab-size", "300", "-o", join(folder, "idle.tiktoken")]);
    await vi.waitUntil(() => process.listenerCount("SIGINT") > before);
    whileItWaits(folder);
    // As the signal would, without ending this process as well.
    process.listeners("SIGINT").at(-1)!("SIGINT");
    createWriteStream(pipe).end();
    return running;
  }

  test("keeps that", async () => {
    const { code, stderr } = await interrupted("idle", () => {});
    expect([code, stderr]).toEqual([
      130,
      expect.stringMatching(/is kept in .*idle\.tiktoken\.training: run the same command/),
    ]);
    expect(readdirSync(scratch.path("idle"))).toEqual(["idle.tiktoken.training"]);
  });

  test("and where it can't be kept, the reason is said", async () => {
    const { code, stderr } = await interrupted("gone", (folder) => rmSync(folder, { recursive: true }));
    expect(stderr).toMatch(/^windrow: .*ENOENT.*\n$/);
    expect(code).toBe(1);
  });
});

describe("what can't be done", () => {
  test.each([
    // Standard input, which is empty here.
    [["--vocab-size", "500", "-o", "OUT"], 1, /nothing to learn from/],
    [["F", "-o", "x.tiktoken"], 2, /--vocab-size is missing/],
    [["F", "--vocab-size", "500"], 2, /--output is missing/],
    [["F", "--vocab-size", "500", "-o", "x.bin"], 2, /Give NAME\.tiktoken or NAME\.json/],
    [["F", "--vocab-size", "255", "-o", "OUT"], 2, /windrow: --vocab-size is 255; expected an integer from 256/],
    [
      ["F", "--vocab-size", "500", "--pattern", "cl100k", "-o", "OUT"],
      1,
      /is not an encoding\. Did you mean "cl100k_base"/,
    ],
    [["missing.txt", "--vocab-size", "500", "-o", "OUT"], 1, /cannot read .*missing\.txt/],
    [["EMPTY", "--vocab-size", "500", "-o", "OUT"], 1, /nothing to learn from/],
    [["F", "--vocab-size", "500", "-o", "OUT", "--resume"], 1, /nothing to resume/],
    [["F", "--vocab-size", "500", "-o", "/no/such/folder/x.json"], 1, /its folder does not exist/],
  ])("%j", async (line, exit, message) => {
    const empty = await scratch.write("empty.txt", "");
    const names: Record<string, string> = { F: text, EMPTY: empty, OUT: scratch.path("none.tiktoken") };
    const { code, stderr } = await spawnCli(["train", ...line.map((word) => names[word] ?? word)]);
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
    expect(existsSync(names["OUT"]!)).toBe(false);
  });

  test.each([
    [["--vocab", "V", "-e", "gpt2"], 2, /both --encoding and --vocab given/],
    [["--pattern", "gpt2"], 2, /--pattern applies only to --vocab/],
    [["--vocab", "missing.tiktoken", "--pattern", "gpt2"], 1, /cannot read .*missing\.tiktoken/],
    [["--vocab", "F", "--pattern", "gpt2"], 1, /line 1 is/],
    [["--vocab", "J"], 1, /is not JSON/],
  ])("tokenize %j", async (line, exit, message) => {
    const json = await scratch.write("cut.json", "{");
    const names: Record<string, string> = { F: text, V: vocab, J: json };
    const { code, stderr } = await spawnCli(["tokenize", "--text", "hay", ...line.map((word) => names[word] ?? word)]);
    expect(stderr).toMatch(message);
    expect(code).toBe(exit);
  });
});
