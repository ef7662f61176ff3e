/** The total under the tokens of a text. */
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { widthOf } from "../../../src/show/graphemes.ts";
import { runCli } from "../../helpers/run-cli.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const TEXT = "Rake it, she said.";
const LINE = ["tokenize", "--text", TEXT, "-e", "gpt2"];

describe.each([40, 80, 120, 200])("%s columns", (columns) => {
  test.each([false, true])("colour: %s", async (isStyled) => {
    const { code, stdout, stderr } = await runCli(LINE, { columns, isStyled });
    expect([code, stderr]).toEqual([0, ""]);
    const total = stdout.slice(stdout.indexOf("\n\n") + 2);
    const plain = stripVTControlCharacters(total);
    expect(plain.replaceAll("\n", " ")).toBe("7 tokens, 18 characters, 2.57 characters per token, gpt2 ");
    expect(plain.trimEnd().split("\n").length).toBe(columns === 40 ? 2 : 1);
    for (const line of plain.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expect(total === plain).toBe(!isStyled);
  });
});

test("what is made for programs has none", async () => {
  expect((await runCli([...LINE, "--ids"])).stdout).toBe("49 539 340 11 673 531 13\n");
  const { stdout } = await runCli([...LINE, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ tokens: 7, chars: 18 }] });
});

test("each of several files has its own", async () => {
  const files = [
    await scratch.write("one.txt", "hay"),
    await scratch.write("two.txt", "a\ud83d\udc69\u200d\ud83c\udf3e"),
  ];
  const { stdout } = await runCli(["tokenize", ...files, "-e", "gpt2"]);
  expect(stdout.match(/^\d+ token.*$/gm)).toEqual([
    "2 tokens, 3 characters, 1.50 characters per token, gpt2",
    "8 tokens, 4 characters, 0.50 characters per token, gpt2",
  ]);
});

test("one token, and none at all", async () => {
  expect((await runCli(["tokenize", "--text", "a", "-e", "gpt2"])).stdout).toContain(
    "\n1 token, 1 character, 1.00 characters per token, gpt2\n",
  );
  // White space between words is not a token here.
  const words = { type: "WordLevel", vocab: { hay: 0, "[UNK]": 1 }, unk_token: "[UNK]" };
  const json = JSON.stringify({
    version: "1.0",
    added_tokens: [],
    model: words,
    pre_tokenizer: { type: "Whitespace" },
  });
  const file = await scratch.write("words.json", json);
  const { code, stdout } = await runCli(["tokenize", "--text", "  ", "--tokenizer", file]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/\n0 tokens, 2 characters, words\n$/)]);
});
