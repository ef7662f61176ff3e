/** `windrow split`: chunks of a text that are the text, and have no more tokens than asked for. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileOfCorpus, mulberry32, seededTexts } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { describe, expect, test } from "vitest";
import { countCodePoints } from "../../../src/show/count-code-points.ts";
import type { SplitJson } from "../../../src/commands/split/run-split.ts";
import { type SplitChunk, splitText } from "../../../src/commands/split/split-text.ts";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";
import { firstTokens } from "../../../src/tokens/part-of-text.ts";
import { readHfFile } from "../../../src/tokens/hf-file.ts";
import { specialRules } from "../../../src/options/special-option.ts";
import type { TextTokenizer } from "../../../src/tokens/text-tokenizer.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const story = readFileSync(fileOfCorpus("story"), "utf8");
const RULES = specialRules("endoftext");
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The text as a file may give it: cut between any two code points. */
async function* inParts(text: string, random: () => number) {
  for (let at = 0; at < text.length;) {
    let end = at + 1 + Math.floor(random() * 200);
    if (/^[\udc00-\udfff]/.test(text.slice(end))) end++;
    const part = text.slice(at, end);
    yield { text: part, bytes: Buffer.byteLength(part), chars: countCodePoints(part) };
    at = end;
  }
}

async function chunksOf(text: string, maxTokens: number, overlap: number, tokenizer: TextTokenizer, seed = 1) {
  const chunks: SplitChunk[] = [];
  for await (const chunk of splitText(
    inParts(text, mulberry32(seed)),
    { maxTokens, overlap, at: "token" },
    tokenizer,
    RULES,
  ))
    chunks.push(chunk);
  return chunks;
}

/** What must be true of chunks, whatever the tokenizer. */
function expectChunks(
  text: string,
  chunks: readonly SplitChunk[],
  maxTokens: number,
  overlap: number,
  tokenizer: TextTokenizer,
): void {
  const points = Array.from(text);
  const between = new Set([...Array.from(segmenter.segment(text), ({ index }) => index), text.length]);
  let end = 0;
  for (const [i, chunk] of chunks.entries()) {
    expect(chunk.index).toBe(i);
    expect(points.slice(chunk.start, chunk.end).join("")).toBe(chunk.text);
    expect(chunk.tokens).toBe(tokenizer.encode(chunk.text, RULES).length);
    expect(chunk.tokens).toBeLessThanOrEqual(maxTokens);
    // Each gets further, and repeats no more than it may.
    expect(chunk.end).toBeGreaterThan(end);
    expect(chunk.start).toBeLessThanOrEqual(end);
    const repeated = points.slice(chunk.start, end).join("");
    expect(tokenizer.encode(repeated, RULES).length).toBeLessThanOrEqual(overlap);
    if (overlap === 0) expect(chunk.start).toBe(end);
    end = chunk.end;
    const units = points.slice(0, end).join("").length;
    const character = segmenter.segment(text).containing(units - 1)!.segment;
    // A character is cut only where a chunk can't hold it.
    if (tokenizer.encode(character, RULES).length <= maxTokens)
      expect([i, units, between.has(units)]).toEqual([i, units, true]);
  }
  expect(end).toBe(points.length);
  expect(chunks.at(-1)!.end - chunks.at(-1)!.start).toBeGreaterThan(0);
}

describe("chunks are the text", () => {
  const models: [string, () => Promise<TextTokenizer>][] = [
    ["gpt2", async () => bpeTextTokenizer(await getEncoding("gpt2"))],
    ["o200k_base", async () => bpeTextTokenizer(await getEncoding("o200k_base"))],
    ["qwen3", () => readHfFile(Buffer.from(JSON.stringify(modelFamily("qwen3").json)), "qwen3")],
    ["phi-3-mini", () => readHfFile(Buffer.from(JSON.stringify(modelFamily("phi-3-mini").json)), "phi")],
  ];
  test.each(models)("%s, on a story", async (_, load) => {
    const tokenizer = await load();
    for (const [maxTokens, overlap] of [
      [500, 0],
      [100, 20],
      [37, 36],
      [8, 0],
      [100_000, 10],
    ] as const) {
      const text = maxTokens === 37 ? story.slice(0, 400) : story.slice(0, 4000);
      const chunks = await chunksOf(text, maxTokens, overlap, tokenizer);
      expectChunks(text, chunks, maxTokens, overlap, tokenizer);
      // However the text comes.
      expect(await chunksOf(text, maxTokens, overlap, tokenizer, 2)).toEqual(chunks);
    }
  });

  test.each(models)("%s, on random texts with every kind of character", async (_, load) => {
    const tokenizer = await load();
    const texts = seededTexts(11, 24, { maxLength: 400, words: ["\ud83d\udc69\u200d\ud83c\udf3e", "<|endoftext|>"] });
    for (const [i, text] of texts.entries()) {
      if (text === "" || /[\ud800-\udfff]/u.test(text) || text.normalize("NFC") !== text) continue;
      const [maxTokens, overlap] = [
        [9, 0],
        [12, 5],
        [30, 29],
        [200, 20],
      ][i % 4] as [number, number];
      expectChunks(text, await chunksOf(text, maxTokens, overlap, tokenizer), maxTokens, overlap, tokenizer);
    }
  });

  test("the slow twin: each chunk is what the first tokens of all the rest hold", async () => {
    const tokenizer = bpeTextTokenizer(await getEncoding("o200k_base"));
    for (const text of [story.slice(0, 5000), "hay ".repeat(3000), `${"a".repeat(5000)} ${"\u4e2d".repeat(2000)}`]) {
      const expected: string[] = [];
      for (let rest = text; rest !== ""; rest = rest.slice(expected.at(-1)!.length))
        expected.push(firstTokens(rest, 64, tokenizer, RULES).text);
      expect((await chunksOf(text, 64, 0, tokenizer)).map((chunk) => chunk.text)).toEqual(expected);
    }
  });
});

describe("on the command line", () => {
  const LINE = ["split", "--text", "Rake it, she said. It was late.", "-n", "6", "-e", "gpt2"];
  test("a line of JSON for each chunk, and one object", async () => {
    const { code, stdout, stderr } = await runCli(LINE);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toEqual([
      '{"index":0,"text":"Rake it, she said","tokens":6,"start":0,"end":17}',
      '{"index":1,"text":". It was late.","tokens":5,"start":17,"end":31}',
    ]);
    expect((await runCli([...LINE, "--json"])).stdout).toBe(
      `{"schemaVersion":1,"encoding":"gpt2","file":null,"maxTokens":6,"overlap":0,"at":"token","output":null,"chunks":[${lines.join(",")}]}\n`,
    );
  });

  test("at ends of sentences", async () => {
    const { stdout } = await runCli([...LINE, "-n", "8", "--at", "sentence"]);
    expect(stdout.split("\n")).toEqual([
      '{"index":0,"text":"Rake it, she said.","tokens":7,"start":0,"end":18}',
      '{"index":1,"text":" It was late.","tokens":4,"start":18,"end":31}',
      "",
    ]);
  });

  test("a folder of files, which are the text", async () => {
    const output = scratch.path("chunks");
    const { code, stdout } = await runCli(["split", fileOfCorpus("story"), "-n", "500", "-o", output, "-e", "gpt2"], {
      columns: 500,
    });
    const names = readdirSync(output).toSorted();
    expect([code, stdout]).toEqual([
      0,
      `${output}: ${names.length} chunks of at most 500 tokens, gpt2, in ${names[0]} to ${names.at(-1)}\n`,
    ]);
    expect(names[0]).toMatch(/-00001\.txt$/);
    expect(names.map((name) => readFileSync(join(output, name), "utf8")).join("")).toBe(story);
    expect(readdirSync(scratch.path(".")).filter((name) => name.endsWith(".part"))).toEqual([]);
    // A second time it is refused, and nothing is lost.
    const again = await runCli(["split", "--text", "hay", "-n", "1", "-o", output]);
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining("is not empty. Give a folder that does not exist"),
    ]);
    expect(readdirSync(output).toSorted()).toEqual(names);
  });

  test("an empty folder will do, and --json names the files", async () => {
    const output = scratch.path("empty");
    mkdirSync(output);
    const { stdout } = await runCli([...LINE, "-o", output, "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      encoding: "gpt2",
      file: null,
      maxTokens: 6,
      overlap: 0,
      at: "token",
      output,
      chunks: [
        { index: 0, tokens: 6, start: 0, end: 17, file: "chunk-00001.txt" },
        { index: 1, tokens: 5, start: 17, end: 31, file: "chunk-00002.txt" },
      ],
    } satisfies SplitJson);
    expect(readFileSync(join(output, "chunk-00002.txt"), "utf8")).toBe(". It was late.");
  });

  test("where the text can't be read to its end, nothing is left", async () => {
    const bad = await scratch.write(
      "bad.txt",
      Buffer.concat([Buffer.from("hay ".repeat(200_000)), Uint8Array.of(0xff)]),
    );
    const output = scratch.path("nothing");
    const { code, stderr } = await runCli(["split", bad, "-n", "1000", "-o", output]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("is not UTF-8 (byte 800000 is 0xff)")]);
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(scratch.path(".")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("Ctrl-C leaves nothing", async () => {
    const big = await scratch.write("big.txt", "The hay is in rows. ".repeat(200_000));
    const output = scratch.path("interrupted");
    const partial = (): string[] => readdirSync(scratch.path(".")).filter((name) => name.endsWith(".part"));
    let wasThere = false;
    await spawnCli(["split", big, "-n", "10", "-o", output], {
      onStart(child) {
        const timer = setInterval(() => {
          if (partial().length === 0) return;
          wasThere = true;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 5);
        child.on("close", () => clearInterval(timer));
      },
    });
    expect([wasThere, existsSync(output), partial()]).toEqual([true, false, []]);
  });

  test("a pipe without an end, and a reader that has seen enough", async () => {
    let [isOpen, written] = [true, 0];
    const { code, stderr } = await spawnCli(["split", "-", "-n", "100"], {
      onStart({ stdin, stdout }) {
        stdin!.on("close", () => (isOpen = false));
        const write = (): void => {
          if (isOpen) stdin!.write("hay in rows\n".repeat(10_000), () => setImmediate(write));
        };
        write();
        stdout!.on("data", (data: Buffer) => {
          written += data.length;
          stdout!.destroy();
        });
      },
    });
    expect([code, stderr, written > 0]).toEqual([0, "", true]);
  });

  test.each([
    [["split", "a.txt"], 2, "--tokens"],
    [["split", "a.txt", "-n", "0"], 2, "--tokens"],
    [["split", "a.txt", "-n", "10", "--overlap", "10"], 2, "--overlap must be less than --tokens."],
    [["split", "a.txt", "-n", "10", "--overlap", "-1"], 2, "--overlap"],
    [["split", "nowhere.txt", "-n", "1"], 1, "nowhere.txt"],
    [["split", "--text", "", "-n", "1"], 1, "it is empty"],
    [
      ["split", "--text", "\ud83c\udf3e", "-n", "2", "-e", "gpt2"],
      2,
      "has 3 tokens, but a chunk holds at most 2; set --tokens to 3 or more.",
    ],
    [["split", "--text", "a", "-n", "1", "-o", "no/such/folder"], 1, "its folder does not exist"],
    [["split", "--text", "a", "-n", "1", "-o", import.meta.filename], 1, "it is a file. Give a folder"],
  ])("%j", async (args, expected, said) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout, stderr]).toEqual([expected, "", expect.stringContaining(said)]);
  });

  test("lines fit the terminal", async () => {
    for (const columns of [40, 80, 120, 200])
      for (const isStyled of [false, true]) {
        const output = scratch.path(`fit-${columns}-${isStyled}`);
        const { stdout } = await runCli([...LINE, "-o", output], { columns, isStyled });
        const words = stdout.split(/\s/).filter((word) => word.length <= columns);
        expect(words.join(" ")).toContain("chunks of at most 6 tokens, gpt2, in chunk-00001.txt to chunk-00002.txt");
        for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
      }
  });
});
