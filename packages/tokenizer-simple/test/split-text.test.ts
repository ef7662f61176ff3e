import { readFileSync } from "node:fs";
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { SimpleTokenizer, splitText } from "../src/index.ts";

interface PythonCase {
  name: string;
  text: string;
  keep: string[];
  drop: string[];
  sorted: string[];
}

const fixture = new URL("fixtures/python_split.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { cases: PythonCase[] };

describe("as Python's re.split, strip and sorted (python_split.py)", () => {
  test("the fixture has 400 cases", () => expect(cases.length).toBe(400));

  test.each(cases)("$name", ({ text, keep, drop, sorted }) => {
    expect(splitText(text)).toEqual(keep);
    expect(new SimpleTokenizer("", { whitespace: "drop" }).tokenize(text)).toEqual(drop);
    const withoutSpecials = sorted.filter((token) => token !== "<|endoftext|>" && token !== "<|unk|>");
    expect(new SimpleTokenizer(text).vocab).toEqual([...withoutSpecials, "<|endoftext|>", "<|unk|>"]);
  });
});

/** The split, one character at a time, from the words of Python's manual. */
function slowSplit(text: string): string[] {
  const separators = /^[,.:;?_!"()'\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
  const tokens = [""];
  for (let i = 0; i < text.length; i++) {
    const dashes = text.slice(i, i + 2) === "--";
    if (dashes || separators.test(text[i]!)) {
      tokens.push(dashes ? "--" : text[i]!, "");
      if (dashes) i++;
    } else {
      tokens[tokens.length - 1] += text[i]!;
    }
  }
  return tokens;
}

test("agrees with a slow twin on 2,000 random texts, lone surrogates included (seed 7)", () => {
  for (const text of seededTexts(7, 2000, { words: ["--", "---", "<|unk|>"] })) {
    expect(splitText(text)).toEqual(slowSplit(text));
    expect(splitText(text).join("")).toBe(text);
  }
});

describe("10^6 characters", () => {
  const million = 1_000_000;
  test.each([
    ["one word", "a".repeat(million), 1],
    ["spaces", " ".repeat(million), 2 * million + 1],
    ["dashes", "-".repeat(million), million + 1],
    ["an odd number of dashes", "-".repeat(million + 1), million + 1],
    ["words", "hay ".repeat(million / 4), million / 2 + 1],
  ])("%s", (_, text, count) => {
    expect(splitText(text).length).toBe(count);
  });
});

test.each([[undefined], [null], [42], [["a"]]])("refuses %s", (text) => {
  expect(() => splitText(text as unknown as string)).toThrow(
    expect.objectContaining({ code: "SIMPLE_INVALID_TEXT", message: expect.stringContaining("expected a string") }),
  );
});
