/** The demo for a person: its numbers, the width it takes, what colour adds. */
import { stripVTControlCharacters } from "node:util";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { widthOf } from "../../../src/show/graphemes.ts";
import { SAMPLE_TEXT } from "../../../src/read/read-text.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const demo = async (options: { columns?: number; isStyled?: boolean }, ...args: string[]): Promise<string> => {
  const { code, stdout } = await runCli(["demo", ...args, "--embedding-dim", "24"], options);
  expect(code).toBe(0);
  return stdout;
};
const onOneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

test("the words are so many times the byte pairs, by the story's own numbers", async () => {
  const shown = onOneLine(await demo({}));
  // 8,381 words with their spaces, 4,434 byte pairs.
  expect(shown).toContain("and needs 4,434 for this text:");
  expect(shown).toContain('That is 1.9 times fewer than the 8,381 of "simple": a token carries the space');
});

test("both counts of words are those of compare and report, and of the tokenizer itself", async () => {
  const text = await readFile(SAMPLE_TEXT, "utf8");
  const dropped = new SimpleTokenizer(text, { whitespace: "drop" }).tokenize(text).length.toLocaleString("en-US");
  const shown = onOneLine(await demo({}));
  const [, leftOut, kept, entries] = /left out ([\d,]+) [\d,]+ kept ([\d,]+) ([\d,]+)/.exec(shown)!;
  expect(leftOut).toBe(dropped);
  const compared = onOneLine((await runCli(["compare", SAMPLE_TEXT, "-e", "simple"])).stdout);
  expect(compared).toContain(`simple ${entries} ${kept} `);
  expect(compared).toContain(`${leftOut} of its ${kept} tokens are words and punctuation`);
  const report = await runCli(["report", SAMPLE_TEXT, "--json", "-o", scratch.path("page.html")]);
  const [simple] = (JSON.parse(report.stdout) as { tokenizers: { name: string; tokens: number }[] }).tokenizers;
  expect([simple!.name, simple!.tokens.toLocaleString("en-US")]).toEqual(["simple", kept]);
});

test("as wide as the terminal: pieces, ids and numbers to its edge, prose to a width that can be read", async () => {
  const widest = async (columns: number): Promise<number> =>
    Math.max(...(await demo({ columns })).split("\n").map(widthOf));
  for (const columns of [30, 40, 80, 120, 200]) {
    const most = await widest(columns);
    expect(most).toBeLessThanOrEqual(columns);
    expect(most).toBeGreaterThan(columns - 8);
  }
  const prose = (await demo({ columns: 200 })).split("\n").filter((line) => /^ {3}[A-Z].* .* .*[.:]$/.test(line));
  expect(prose.length).toBeGreaterThan(5);
  for (const line of prose) expect(line.length).toBeLessThanOrEqual(99);
});

test.each([30, 40, 80, 120])("%d columns: the text's beginning ends with a whole word", async (columns) => {
  const words =
    "Rake the hay into rows, and turn it twice before the evening dew comes over the field again and again.";
  const path = await scratch.write("prose.txt", `${words}\n`.repeat(3));
  const lines = (await demo({ columns }, path)).split("\n");
  const beginning = lines[lines.findIndex((line) => line.endsWith("UTF-8")) + 1]!.trim();
  expect(beginning).toMatch(/ \u2026$/);
  const shown = beginning.slice(0, -2).replaceAll("\u21b5", "\n");
  const text = `${words}\n`.repeat(3);
  expect(text.startsWith(shown)).toBe(true);
  expect(text[shown.length]).toMatch(/\s/);
});

test("colour: headings, pieces, input and target; prose and tables are the same without it", async () => {
  for (const columns of [40, 80, 120, 200]) {
    const [styled, plain] = [await demo({ columns, isStyled: true }), await demo({ columns })];
    expect(styled.match(/\u001b\[1;33m\d {2}/g)).toHaveLength(8);
    expect(styled).toMatch(/\u001b\[36minput {2}0/);
    expect(styled).toMatch(/\u001b\[35mtarget 0/);
    expect(styled).toMatch(/\u001b\[38;5;16;48;5;189mThe\u001b\[0m/);
    expect(plain).not.toContain("\u001b");
    // Where there are no pieces, which need signs between them without colour, all is the same.
    const sectionsOf = (text: string): string[] => stripVTControlCharacters(text).split(/\n\n(?=\d {2})/);
    const [withColour, without] = [sectionsOf(styled), sectionsOf(plain)];
    expect(withColour).toHaveLength(9);
    for (const section of [0, 1, 6, 7, 8]) expect(withColour[section]).toBe(without[section]);
    for (const section of [2, 3, 4, 5]) {
      const prose = without[section]!.split("\n").filter(
        (line) => /[a-z]+ [a-z]+ [a-z0-9]+/.test(line) && !line.includes("|"),
      );
      expect(prose.length).toBeGreaterThan(0);
      expect(withColour[section]!.split("\n")).toEqual(expect.arrayContaining(prose));
    }
  }
});
