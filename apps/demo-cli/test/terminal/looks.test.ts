/** What commands look like in terminals of 40 to 200 columns, with colour and without. */
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { widthOf } from "../../src/show/graphemes.ts";
import { runCli } from "../helpers/run-cli.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const WIDTHS = [40, 80, 120, 200];

/** Short, so that there is something to note; wide, combining and joined characters, and a long run. */
const TEXT =
  `Rake the hay into rows, she said; bold Cobbold\n\nturns it twice: 日本語 cafe\u0301 ` +
  `\u{1f468}\u200d\u{1f469}\u200d\u{1f467} ${"x".repeat(70)}<|endoftext|>It was fit by evening, and the cart came.`;

interface Look {
  readonly args: readonly string[];
  /** What must be there whole, however its lines are broken. */
  readonly prose: readonly string[];
  /** Whether colour only adds styles. */
  readonly isSameWithoutStyles: boolean;
}

const LOOKS: Readonly<Record<string, Look>> = {
  demo: {
    args: ["--embedding-dim", "12"],
    prose: [
      "White space can also be kept, as tokens of its own, so that decoding gives back the exact text.",
      "A word that is not in the text is lost: all that is left is <|unk|>. Byte pair encoding builds it from pieces.",
      "a token carries the space before it, where simple spends",
      "The target is the input shifted by one: what a model learns to predict.",
      "instead of 100.",
      "so the only batch is shorter.",
      "Each id is a row of a table, looked up by an ONNX Gather graph.",
      "Each token's row and the row of its position, added up, are the input embeddings:",
      "The same as data: add --json. All options: windrow demo --help",
    ],
    isSameWithoutStyles: false,
  },
  compare: {
    args: ["-e", "gpt2,cl100k_base,simple"],
    prose: [
      "cut differently from gpt2",
      "the rest are spaces, line ends, and empty pieces, one wherever two separators meet.",
    ],
    isSameWithoutStyles: false,
  },
  tokenize: { args: [], prose: [], isSameWithoutStyles: false },
  windows: { args: ["--limit", "5"], prose: ["so a window has", "instead of 100."], isSameWithoutStyles: true },
  batches: {
    args: ["--batch-size", "4"],
    prose: ["in the order of the text", "instead of 100."],
    isSameWithoutStyles: true,
  },
};

/** Styles that are on at the end of a line, as the terminal has them. */
function openStyles(line: string): string[] {
  let open = new Set<string>();
  for (const [, codes] of line.matchAll(/\u001b\[([\d;]*)m/g)) {
    const parts = codes!.split(";");
    for (let i = 0; i < parts.length; i++) {
      const code = Number(parts[i]);
      if (code === 0) open = new Set();
      else if (code === 22) open = new Set([...open].filter((style) => style !== "bold" && style !== "dim"));
      else if (code === 39) open.delete("ink");
      else if (code === 1) open.add("bold");
      else if (code === 2) open.add("dim");
      else if (code === 4) open.add("underline");
      else if (code >= 30 && code <= 37) open.add("ink");
      else if (code === 38 || code === 48) {
        open.add(code === 38 ? "ink" : "paper");
        i += 2;
      } else throw new Error(`style ${code} is not known here`);
    }
  }
  return [...open];
}

test("the oracle of styles finds what is left open", () => {
  expect(openStyles("\u001b[1;33mx\u001b[22;39m")).toEqual([]);
  expect(openStyles("\u001b[38;5;16;48;5;189m\u001b[1;4mx\u001b[0m")).toEqual([]);
  expect(openStyles("\u001b[1;33mx\u001b[22m")).toEqual(["ink"]);
  expect(openStyles("\u001b[0mx\u001b[2my")).toEqual(["dim"]);
});

test.each(Object.entries(LOOKS))("%s", async (command, { args, prose, isSameWithoutStyles }) => {
  const file = await scratch.write("looks.txt", TEXT);
  for (const columns of WIDTHS) {
    const shown = async (isStyled: boolean): Promise<string> => {
      const { code, stdout, stderr } = await runCli([command, file, ...args], { columns, isStyled });
      expect([code, stderr]).toEqual([0, ""]);
      return stdout;
    };
    const [styled, plain] = [await shown(true), await shown(false)];
    expect(styled).toMatch(/\u001b\[/);
    expect(plain).not.toContain("\u001b");
    for (const line of styled.split("\n")) {
      expect({ line, open: openStyles(line) }).toEqual({ line, open: [] });
      expect(widthOf(stripVTControlCharacters(line)), line).toBeLessThanOrEqual(columns);
    }
    for (const line of plain.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    for (const output of [stripVTControlCharacters(styled), plain])
      for (const sentence of prose) expect(output.replaceAll(/\s+/g, " "), `${columns} columns`).toContain(sentence);
    if (isSameWithoutStyles) expect(stripVTControlCharacters(styled)).toBe(plain);
  }
});
