/** `windrow truncate`: parts of a text by tokens, to the unit, with no character cut. */
import { spawnSync } from "node:child_process";
import { golden, seededTexts } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { getEncoding, type BpeTokenizer } from "@windrow/tokenizer-bpe";
import { beforeAll, describe, expect, test } from "vitest";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";
import { firstTokens, lastTokens } from "../../../src/tokens/part-of-text.ts";
import type { TruncateJson } from "../../../src/commands/truncate/run-truncate.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { MAIN, spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
const FARMER = "\u{1f469}\u200d\u{1f33e}";
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where characters begin, and the end. */
function boundaries(text: string): number[] {
  return [...Array.from(segmenter.segment(text), ({ index }) => index), text.length];
}

interface Golden {
  readonly texts: { readonly edge: Record<string, string>; readonly fuzz: string[] };
  readonly results: Record<string, { readonly edge: Record<string, number[]>; readonly fuzz: number[][] }>;
}

describe("against a slow twin on tiktoken's ids", () => {
  const { texts, results } = golden<Golden>("tokenizer");
  let bpe: BpeTokenizer;
  beforeAll(async () => {
    bpe = await getEncoding("o200k_base");
  });
  const cases = (): [text: string, ids: readonly number[]][] => {
    const { edge, fuzz } = results.o200k_base!;
    const named = Object.keys(edge).map((name): [string, number[]] => [texts.edge[name]!, edge[name]!]);
    const random = texts.fuzz.map((text, i): [string, number[]] => [text, fuzz[i]!]);
    return [...named, ...random].filter(([text]) => text.length < 300);
  };

  test("the first tokens: the longest beginning of whole characters that they hold", () => {
    const tokenizer = bpeTextTokenizer(bpe);
    expect(cases().length).toBeGreaterThan(50);
    for (const [text, ids] of cases())
      for (const most of new Set([0, 1, 2, 3, 5, ids.length - 1, ids.length, ids.length + 1])) {
        if (most < 0) continue;
        const bytes = bpe.decodeBytes(ids.slice(0, most)).length;
        const held = boundaries(text).filter((at) => Buffer.byteLength(text.slice(0, at)) <= bytes);
        const fitting = held.filter((at) => bpe.countTokens(text.slice(0, at)) <= most);
        const expected = text.slice(0, fitting.at(-1));
        const part = firstTokens(text, most, tokenizer, {});
        expect([text, most, part]).toEqual([text, most, { text: expected, tokens: bpe.countTokens(expected) }]);
      }
  });

  test("the last tokens: the longest end from where a token and a character begin", () => {
    const tokenizer = bpeTextTokenizer(bpe);
    for (const [text, ids] of cases())
      for (const most of new Set([0, 1, 2, 3, 5, ids.length - 1, ids.length, ids.length + 1])) {
        if (most < 0) continue;
        const starts = new Map(ids.map((_, i) => [bpe.decodeBytes(ids.slice(0, i)).length, i]));
        const start = boundaries(text).find((at) => {
          const token =
            starts.get(Buffer.byteLength(text.slice(0, at))) ?? (at === text.length ? ids.length : undefined);
          return token !== undefined && ids.length - token <= most && bpe.countTokens(text.slice(at)) <= most;
        });
        const expected = text.slice(start);
        const part = lastTokens(text, most, tokenizer, {});
        expect([text, most, part]).toEqual([text, most, { text: expected, tokens: bpe.countTokens(expected) }]);
      }
  });
});

test("seeded texts in a model's tokenizer: a part of the text that has no more tokens", async () => {
  const file = await scratch.write("phi.json", JSON.stringify(modelFamily("phi-3-mini").json));
  const texts = seededTexts(7, 60, { words: ["<|endoftext|>"] }).filter((text) =>
    /^[^\0\ud800-\udfff-][^\0\ud800-\udfff]*$/u.test(text),
  );
  expect(texts.length).toBeGreaterThan(20);
  for (const [i, text] of texts.entries())
    for (const from of ["start", "end"] as const) {
      const path = await scratch.write("seeded.txt", text);
      const args = ["truncate", path, "--tokenizer", file, "--from", from, "-n", String(i % 9), "--json"];
      const part = JSON.parse((await runCli(args)).stdout) as TruncateJson;
      expect([i, from === "start" ? text.startsWith(part.text) : text.endsWith(part.text)]).toEqual([i, true]);
      expect(part.tokens).toBeLessThanOrEqual(i % 9);
      expect([
        i,
        boundaries(text).includes(from === "start" ? part.text.length : text.length - part.text.length),
      ]).toEqual([i, true]);
    }
});

describe("what is written", () => {
  test.each([
    ["Rake it, she said.", "3", "start", "Rake it"],
    ["Rake it, she said.", "3", "end", " she said."],
    ["Rake it, she said.", "7", "start", "Rake it, she said."],
    ["Rake it, she said.", "100", "end", "Rake it, she said."],
    ["Rake it, she said.", "0", "start", ""],
    [`hay ${FARMER} rows`, "5", "start", "hay "],
    [`hay ${FARMER} rows`, "4", "end", " rows"],
    ["hay\r\n\r\nrows", "3", "start", "hay"],
  ])("%j, %s tokens from the %s: %j", async (text, tokens, from, expected) => {
    const { code, stdout, stderr } = await runCli([
      "truncate",
      "--text",
      text,
      "-n",
      tokens,
      "--from",
      from,
      "-e",
      "gpt2",
    ]);
    expect([code, stdout, stderr]).toEqual([0, expected, ""]);
  });

  test("an ellipsis where the text is cut, and both ends of it", async () => {
    const cut = async (...args: string[]): Promise<string> => {
      const text = "Rake it, she said. It was late.";
      const { code, stdout, stderr } = await runCli(["truncate", "--text", text, "-e", "gpt2", ...args]);
      expect([code === 0, stdout === ""]).toEqual([stderr === "", stderr !== ""]);
      return stdout + stderr;
    };
    expect(await cut("-n", "6", "--ellipsis", " ...")).toBe("Rake it, she ...");
    expect(await cut("-n", "5", "--from", "end", "--ellipsis", "...")).toBe("... It was late.");
    expect(await cut("-n", "7", "--from", "both", "--ellipsis", " ...")).toBe("Rake it ... was late.");
    expect(await cut("-n", "7", "--from", "both")).toBe("Rake it, was late.");
    expect(await cut("-n", "100", "--ellipsis", " ...")).toBe("Rake it, she said. It was late.");
    expect(await cut("-n", "1", "--ellipsis", "in short")).toMatch(/--ellipsis is "in short", 2 tokens/);
  });

  test("to a pipe every byte as it is, a byte order mark and escapes too", async () => {
    const text = "\ufeff\u001b[31mred\u001b[0m\ta\r\n\u202ehay ".repeat(20_000);
    const file = await scratch.write("escapes.txt", text);
    for (const from of ["start", "end"]) {
      const args = [MAIN, "truncate", file, "-n", "10000000", "--from", from];
      const { status, stdout } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 24 });
      expect([status, stdout.equals(Buffer.from(text))]).toEqual([0, true]);
    }
  });

  test("on a terminal nothing acts, lines and tabs are what they were", async () => {
    const args = ["truncate", "--text", "a\tb\u001b[2J\r\n\tc", "-n", "100"];
    const { stdout } = await runCli(args, { isTerminal: true });
    expect(stdout).toBe("a       b\u241b[2J\n        c");
  });

  test("--json", async () => {
    const args = ["truncate", "--text", `na\u00efve ${FARMER}\u202e`, "-n", "4", "-e", "gpt2", "--json"];
    const { stdout } = await runCli(args);
    expect(stdout).toBe(
      '{"schemaVersion":1,"encoding":"gpt2","file":null,"maxTokens":4,"from":"start","isCut":true,' +
        '"tokens":3,"chars":6,"bytes":7,"text":"na\u00efve "}\n',
    );
    const whole = JSON.parse((await runCli(args.with(4, "1000"))).stdout) as TruncateJson;
    expect(whole).toMatchObject({ isCut: false, maxTokens: 1000, text: args[2] });
  });

  test("--special says what counts as one token", async () => {
    const line = ["truncate", "--text", "a<|endoftext|>b", "-n", "2", "-e", "gpt2"];
    expect((await runCli(line)).stdout).toBe("a<|endoftext|>");
    expect((await runCli([...line, "--special", "none"])).stdout).toBe("a<");
  });

  test("on a terminal it says how many tokens there are, and whether that is all", async () => {
    const look = { showsProgress: true, isTerminal: true, stderrColumns: 80 };
    const line = ["truncate", "--text", "Rake it", "-e", "gpt2", "-n"];
    expect((await runCli([...line, "2"], look)).stderr).toContain("\n2 tokens of gpt2\n");
    expect((await runCli([...line, "3"], look)).stderr).toContain("\n3 tokens of gpt2, the whole text\n");
  });
});

describe("no more is read than is needed", () => {
  test("a pipe without an end", async () => {
    let isOpen = true;
    const { code, stdout } = await spawnCli(["truncate", "-", "-n", "5", "-e", "gpt2"], {
      onStart({ stdin }) {
        stdin!.on("close", () => (isOpen = false));
        const write = (): void => {
          if (isOpen) stdin!.write("hay in rows\n".repeat(10_000), () => setImmediate(write));
        };
        write();
      },
    });
    expect([code, stdout]).toEqual([0, "hay in rows\n"]);
  });

  test("bytes behind it that are not UTF-8 do not matter, those before do", async () => {
    const rows = "hay in rows\n".repeat(100_000);
    const file = await scratch.write("later.txt", Buffer.concat([Buffer.from(rows), Uint8Array.of(0xff)]));
    expect((await runCli(["truncate", file, "-n", "2"])).code).toBe(0);
    for (const args of [
      ["-n", "10000000"],
      ["-n", "2", "--from", "end"],
    ]) {
      const { code, stdout, stderr } = await runCli(["truncate", file, ...args]);
      expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(`byte ${rows.length} is 0xff`)]);
    }
  });
});

test.each([
  [["truncate", "a.txt"], 2, "--tokens"],
  [["truncate", "a.txt", "-n", "x"], 2, "--tokens"],
  [["truncate", "a.txt", "-n", "-1"], 2, "--tokens"],
  [["truncate", "a.txt", "-n", "1", "--from", "middle"], 2, "--from"],
  [["truncate", "nowhere.txt", "-n", "1"], 1, "nowhere.txt"],
  [["truncate", "--text", "", "-n", "1"], 1, "it is empty"],
])("%j", async (args, expected, said) => {
  const { code, stdout, stderr } = await runCli(args);
  expect([code, stdout, stderr]).toEqual([expected, "", expect.stringContaining(said)]);
});

test("a closed pipe is quiet", async () => {
  const file = await scratch.write("big.txt", "The hay is in rows. ".repeat(500_000));
  const { code, stderr } = await spawnCli(["truncate", file, "-n", "100000000"], {
    onStart: ({ stdout }) => stdout!.once("data", () => stdout!.destroy()),
  });
  expect([code, stderr]).toEqual([0, ""]);
});
