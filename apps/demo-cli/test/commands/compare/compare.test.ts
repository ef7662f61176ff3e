/** What compare marks, colours and explains. */
import { stripVTControlCharacters } from "node:util";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import { seededTexts } from "@windrow/testing";
import { getEncoding } from "@windrow/tokenizer-bpe";
import { expect, test } from "vitest";
import { differingPieces } from "../../../src/commands/compare/differing-pieces.ts";
import { bpeTextTokenizer } from "../../../src/tokens/bpe-text-tokenizer.ts";
import type { Piece } from "../../../src/tokens/pieces.ts";
import { runCli } from "../../helpers/run-cli.ts";

const rules = { disallowedSpecial: [] };

/** The slow twin: a piece is the other's where the other has a border before it, one behind it, and none within. */
function bordersDiffer(pieces: readonly Piece[], others: readonly Piece[]): boolean[] {
  const bordersOf = (list: readonly Piece[]): number[] =>
    list.map(
      (_, i) =>
        list
          .slice(0, i + 1)
          .map(({ text }) => text)
          .join("").length,
    );
  const borders = [0, ...bordersOf(others)];
  const ends = bordersOf(pieces);
  return pieces.map(({ text }, i) => {
    const [start, end] = [ends[i]! - text.length, ends[i]!];
    return !borders.includes(start) || !borders.includes(end) || borders.some((at) => at > start && at < end);
  });
}

test("pieces differ where the borders of the others are not theirs", async () => {
  const names = ["gpt2", "o200k_base"] as const;
  const [gpt2, o200k] = await Promise.all(names.map(async (name) => bpeTextTokenizer(await getEncoding(name))));
  let differing = 0;
  for (const text of ["bold Cobbold\n\nin  rows", ...seededTexts(3, 100)]) {
    const [ours, others] = [gpt2!, o200k!].map((one) => [...one.pieces(text, one.encode(text, rules), rules)]);
    const answer = differingPieces(ours!, others!);
    expect(answer).toEqual(bordersDiffer(ours!, others!));
    differing += answer.filter(Boolean).length;
    expect(differingPieces(ours!, ours!)).not.toContain(true);
  }
  expect(differing).toBeGreaterThan(100);
});

test("what differs is marked by carets, or underlined in colour, and the marks are explained", async () => {
  const args = ["compare", "--text", "Miss Cobbold of the county", "-e", "gpt2,cl100k_base,o200k_base"];
  const plain = (await runCli(args)).stdout.split("\n");
  const line = plain.findIndex((one) => one.startsWith("cl100k_base  Miss"));
  expect(plain.slice(line, line + 4)).toEqual([
    "cl100k_base  Miss|·Cob|bold|·of|·the|·county",
    "                  ^^^^ ^^^^",
    "o200k_base   Miss|·Cobb|old|·of|·the|·county",
    "",
  ]);
  expect(plain.at(-2)).toBe("^ cut differently from gpt2");
  const { stdout } = await runCli(args, { isStyled: true });
  const underlined = [...stdout.matchAll(/\u001b\[1;4m(.*?)\u001b\[0m/g)].map(([, text]) => text);
  expect(underlined).toEqual([" Cob", "bold"]);
  expect(stripVTControlCharacters(stdout)).toContain("underlined: cut differently from gpt2");
});

test("fewer tokens are green, more are red, both with their sign; as many are neither", async () => {
  const { stdout } = await runCli(["compare", "--text", "\n\nhay hay ", "-e", "gpt2,o200k_base,simple,r50k_base"], {
    isStyled: true,
  });
  expect(stdout).toMatch(/o200k_base .*\u001b\[32m-\d+ \(-\d+\.\d %\)\u001b\[39m/);
  expect(stdout).toMatch(/simple .*\u001b\[31m\+\d+ \(\+\d+\.\d %\)\u001b\[39m/);
  expect(stdout).toMatch(/r50k_base .* 0 \(0\.0 %\)\n/);
});

test("the words of simple are those of the tokenizer that drops white space", async () => {
  for (const text of ["a  b,, c -- d<|endoftext|>\u0085\u001c x", ...seededTexts(4, 30)]) {
    if (text.trim() === "" || text.startsWith("-")) continue;
    const words = new SimpleTokenizer(text, { whitespace: "drop" }).tokenize(text).length;
    const all = new SimpleTokenizer(text).tokenize(text).length;
    const { code, stdout } = await runCli(["compare", `--text=${text}`, "-e", "simple"], { columns: 500 });
    expect(code).toBe(0);
    const token = all === 1 ? "token" : "tokens";
    expect(stdout).toContain(
      `simple keeps white space: ${words} of its ${all} ${token} ${words === 1 ? "is" : "are"} `,
    );
  }
});
