/** `windrow diff`: where two tokenizers cut a text differently. */
import { stripVTControlCharacters } from "node:util";
import { golden, seededTexts } from "@windrow/testing";
import { modelFamily } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import type { DiffJson } from "../../../src/commands/diff/run-diff.ts";
import type { TokenizeJson } from "../../../src/index.ts";
import { widthOf } from "../../../src/show/graphemes.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";
import { spawnCli } from "../../helpers/spawn-cli.ts";

const scratch = scratchFolder();
type Pieces = readonly { readonly text: string; readonly ids: readonly number[] }[];

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await runCli([...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as T;
}

/** Ends of pieces in the text, each with the tokens up to there. */
function endsOf(pieces: Pieces): Map<number, number> {
  let [end, tokens] = [0, 0];
  return new Map(pieces.map(({ text, ids }) => [(end += text.length), (tokens += ids.length)]));
}

/** Slow and obvious: what lies between two neighbouring ends of both differs unless it is one piece of as many tokens in each. */
function differencesByEnds(text: string, a: Pieces, b: Pieces): [start: number, end: number][] {
  const [endsA, endsB] = [endsOf(a), endsOf(b)];
  const common = [0, ...[...endsA.keys()].filter((end) => endsB.has(end))];
  const found: [number, number][] = [];
  for (const [i, end] of common.slice(1).entries()) {
    const start = common[i]!;
    const within = (ends: Map<number, number>): number =>
      [...ends.keys()].filter((one) => one > start && one <= end).length;
    const tokens = (ends: Map<number, number>): number => ends.get(end)! - (ends.get(start) ?? 0);
    if (within(endsA) === 1 && within(endsB) === 1 && tokens(endsA) === tokens(endsB)) continue;
    const points = (at: number): number => Array.from(text.slice(0, at)).length;
    if (found.at(-1)?.[1] === points(start)) found.at(-1)![1] = points(end);
    else found.push([points(start), points(end)]);
  }
  return found;
}

test("against a slow twin, on edge texts, random ones and those of models", async () => {
  const qwen = await scratch.write("qwen3.json", JSON.stringify(modelFamily("qwen3").json));
  const phi = await scratch.write("phi.json", JSON.stringify(modelFamily("phi-3-mini").json));
  const { texts } = golden<{ texts: { edge: Record<string, string> } }>("tokenizer");
  const all = [
    ...Object.values(texts.edge),
    ...seededTexts(5, 40, { maxLength: 80, words: ["<|endoftext|>", " hay"] }),
  ];
  let compared = 0;
  for (const [i, text] of all.entries()) {
    if (text === "" || text.length > 2000 || /[\0\ud800-\udfff]/u.test(text)) continue;
    const file = await scratch.write("text.txt", text);
    const pair = [
      ["gpt2", "o200k_base"],
      ["cl100k_base", qwen],
      [phi, "gpt2"],
    ][i % 3] as [string, string];
    const named = (name: string): string[] => (name.endsWith(".json") ? ["--tokenizer", name] : ["-e", name]);
    const [a, b] = await Promise.all(pair.map((name) => json<TokenizeJson>("tokenize", file, ...named(name))));
    const found = await json<DiffJson>("diff", ...pair, file);
    const [ofA, ofB] = [a!.files[0]!, b!.files[0]!];
    expect([found.a.tokens, found.b.tokens, found.chars]).toEqual([ofA.tokens, ofB.tokens, ofA.chars]);
    const expected = differencesByEnds(text, ofA.pieces, ofB.pieces);
    expect([text, found.differences.map(({ start, end }) => [start, end])]).toEqual([text, expected]);
    expect(found.places).toBe(expected.length);
    expect(found.differentChars).toBe(expected.reduce((sum, [start, end]) => sum + end - start, 0));
    for (const one of found.differences) {
      expect(Array.from(text).slice(one.start, one.end).join("")).toBe(one.text);
      for (const side of [one.a, one.b]) expect(side.map((piece) => piece.text).join("")).toBe(one.text);
    }
    compared++;
  }
  expect(compared).toBeGreaterThan(40);
});

test("--json", async () => {
  const { stdout } = await runCli(["diff", "gpt2", "gpt-4o", "--text", "Rake it.\n\nna\u00efve", "--json"]);
  expect(stdout).toBe(
    '{"schemaVersion":1,"file":null,"chars":15,"a":{"name":"gpt2","encoding":"gpt2","vocabSize":50257,"tokens":8},' +
      '"b":{"name":"gpt-4o","encoding":"o200k_base","vocabSize":200019,"tokens":7},"places":2,"differentChars":6,' +
      '"differences":[{"start":7,"end":10,"text":".\\n\\n","a":[{"text":".","ids":[13]},{"text":"\\n","ids":[198]},' +
      '{"text":"\\n","ids":[198]}],"b":[{"text":".\\n\\n","ids":[364]}]},{"start":12,"end":15,"text":"\u00efve",' +
      '"a":[{"text":"\u00efve","ids":[38776]}],"b":[{"text":"\u00ef","ids":[9954]},{"text":"ve","ids":[737]}]}]}\n',
  );
});

describe.each([40, 80, 120, 200])("%s columns", (columns) => {
  const TEXT = `Rake it, na\u00efve \ud83d\udc69\u200d\ud83c\udf3e farmer. \u65e5\u672c\u8a9e\u306e\u6587\u7ae0\n\n${"Hay in long rows, ".repeat(30)}\u202e${"a".repeat(300)}\n`;
  test.each([false, true])("colour: %s; every line fits, and nothing is lost", async (isStyled) => {
    const file = await scratch.write("text.txt", TEXT);
    const { code, stdout, stderr } = await runCli(["diff", "gpt2", "o200k_base", file, "--limit", "100"], {
      columns,
      isStyled,
    });
    expect([code, stderr]).toEqual([0, ""]);
    const plain = stripVTControlCharacters(stdout);
    expect(plain === stdout).toBe(!isStyled);
    const lines = plain.split("\n");
    for (const line of lines) expect([line, widthOf(line) <= columns]).toEqual([line, true]);
    expect(plain.replaceAll(/\s+/g, " ")).toMatch(
      /\d+ tokens in gpt2, \d+ in o200k_base \(-\d+, -[\d.]+ %\)\. [\d.]+ % of the text is cut differently, in \d+ places\./,
    );
    // Each place has both, and where they have it alike it says of how many pieces.
    const { places } = await json<DiffJson>("diff", "gpt2", "o200k_base", file);
    expect(lines.filter((line) => line.startsWith("gpt2 ")).length).toBe(places);
    expect(lines.filter((line) => line.startsWith("o200k_base")).length).toBe(places);
    expect(plain).toMatch(/^ {2}Rake\u00b7it,.* {2}\d+ alike$/m);
  });
});

test("what is alike is one line with its count; --limit says how many places are shown", async () => {
  const text = "Hay.\n\nIt is in rows.\n\nMore.\n\n";
  const shown = async (...more: string[]): Promise<string> =>
    (await runCli(["diff", "gpt2", "o200k_base", "--text", text, ...more])).stdout;
  expect(await shown()).toContain("  It\u00b7is\u00b7in\u00b7rows  4 alike\n");
  expect(await shown("--limit", "1")).toMatch(/^2 more places: --limit 3\n/m);
  expect(await shown()).not.toContain("--limit");
  expect((await json<DiffJson>("diff", "gpt2", "o200k_base", "--text", text, "--limit", "1")).differences.length).toBe(
    1,
  );
  const alike = await runCli(["diff", "gpt2", "r50k_base", "--text", "hay"]);
  expect(alike.stdout).toBe(
    "--text\n2 tokens in gpt2, 2 in r50k_base (0, 0.0 %). Both cut the text alike.\n\n  hay  2 alike\n",
  );
});

describe("what A and B may be", () => {
  test("an encoding, a model of OpenAI's, a file, a folder", async () => {
    const file = await scratch.write("tokenizer.json", JSON.stringify(modelFamily("qwen3").json));
    const folder = scratch.path(".");
    for (const [name, encoding] of [
      ["gpt-4o-mini", "o200k_base"],
      ["text-davinci-003", "p50k_base"],
      [file, undefined],
      [folder, undefined],
    ] as const) {
      const found = await json<DiffJson>("diff", name, "gpt2", "--text", "hay");
      expect(found.a.name).toBe(name);
      if (encoding !== undefined) expect(found.a.encoding).toBe(encoding);
    }
  });

  test.each([
    [["diff"], 2, "A is missing."],
    [["diff", "gpt2"], 2, "B is missing."],
    [["diff", "gpt2", "gpt2"], 2, "no text given"],
    [
      ["diff", "gpt2", "cl100k", "--text", "a"],
      1,
      '"cl100k" is neither an encoding nor a model. Did you mean cl100k_base?',
    ],
    [["diff", "gpt2", "gtp-4o", "--text", "a"], 1, "Did you mean gpt-4o?"],
    [["diff", "gpt2", "gpt-realtime", "--text", "a"], 1, "OpenAI has not published the encoding of gpt-realtime."],
    [["diff", "gpt2", "./no.json", "--text", "a"], 1, "./no.json does not exist. diff takes"],
    [
      ["diff", import.meta.filename, "gpt2", "a.txt"],
      1,
      "is not a tokenizer. diff takes two tokenizers and then one text",
    ],
    [["diff", "gpt2", "gpt2", "nowhere.txt"], 1, "nowhere.txt"],
    [["diff", "gpt2", "gpt2", "--text", "a", "--limit", "0"], 2, "--limit"],
  ])("%j", async (args, expected, said) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout, stderr]).toEqual([expected, "", expect.stringContaining(said)]);
  });

  test("ranks without their description", async () => {
    const ranks = await scratch.write("alone.tiktoken", "YQ== 0\n");
    const { code, stderr } = await runCli(["diff", ranks, "gpt2", "--text", "a"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("alone.tiktoken.json, which would say how to split text, does not exist."),
    ]);
  });
});

test("a place of a million characters is shown in part, and a closed pipe is quiet", async () => {
  const file = await scratch.write("long.txt", "a".repeat(100_000));
  const { stdout } = await runCli(["diff", "gpt2", "o200k_base", file]);
  expect(stdout.length).toBeLessThan(20_000);
  expect(stdout).toMatch(/\u2026 [\d,]+ more pieces/);
  const rows = await scratch.write("rows.txt", "Hay.\n\n".repeat(50_000));
  const { code, stderr } = await spawnCli(["diff", "gpt2", "o200k_base", rows, "--json"], {
    onStart: ({ stdout: out }) => out!.once("data", () => out!.destroy()),
  });
  expect([code, stderr]).toEqual([0, ""]);
});
