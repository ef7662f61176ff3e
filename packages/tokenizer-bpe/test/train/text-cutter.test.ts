/** Pieces of cut texts have the words of the whole, for every pattern that has a scanner. */
import { seededTexts } from "@windrow/testing";
import { expect, test } from "vitest";
import { CL100K_PATTERN, O200K_PATTERN, R50K_PATTERN } from "../../src/split/patterns.ts";
import { PieceCounter } from "../../src/train/piece-counter.ts";
import { TextCutter } from "../../src/train/text-cutter.ts";

/** Words in which places to cut, and what looks like one, are frequent. */
const WORDS = [
  " a",
  "a b",
  "\na",
  "a\nb",
  "a\n\nb",
  "a \nb",
  ".\nb",
  " \n",
  "字\n字",
  "é 字",
  "'s t",
  "a  b",
  "я\nд",
  "\r\na",
];

function tableOf(pattern: string, pieces: Iterable<string>): [string, number][] {
  const counter = new PieceCounter(pattern);
  for (const piece of pieces) counter.count(piece);
  const { bytes, lengths, counts } = counter.take();
  let at = 0;
  const words = Array.from(lengths, (length, i): [string, number] => [
    Buffer.from(bytes.slice(at, (at += length))).toString("latin1"),
    counts[i]!,
  ]);
  return words.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

test.each([
  ["r50k", R50K_PATTERN],
  ["cl100k", CL100K_PATTERN],
  ["o200k", O200K_PATTERN],
])("%s", (_, pattern) => {
  let pieces = 0;
  for (const [seed, text] of seededTexts(21, 1500, { maxLength: 60, words: WORDS }).entries()) {
    const whole = tableOf(pattern, [text]);
    const size = 1 + (seed % 5);
    const cut = new TextCutter([], true, size).push(text, true);
    expect(cut.join("")).toBe(text);
    expect(tableOf(pattern, cut), JSON.stringify(text)).toEqual(whole);
    const cutter = new TextCutter([], true, size);
    const inParts: string[] = [];
    for (let at = 0; at < text.length; at += 3) inParts.push(...cutter.push(text.slice(at, at + 3), false));
    inParts.push(...cutter.push("", true));
    expect(cutter.waiting).toBe(0);
    expect(tableOf(pattern, inParts), JSON.stringify(text)).toEqual(whole);
    pieces += cut.length;
  }
  // There were places to cut.
  expect(pieces).toBeGreaterThan(3000);
});

test("special tokens are left out wherever parts are cut, the first that fits before a shorter one", () => {
  const special = ["<|a|>b", "<|a|>", "<|end|>"];
  const text = "x <|a|>b y<|a|>c<|end|><|end|>z <|a|";
  const expected = ["x ", " y", "c", "z <|a|"];
  for (const mayCut of [true, false]) {
    for (let length = 1; length <= text.length; length++) {
      const cutter = new TextCutter(special, mayCut, 4);
      const pieces: string[] = [];
      for (let at = 0; at < text.length; at += length) pieces.push(...cutter.push(text.slice(at, at + length), false));
      pieces.push(...cutter.push("", true));
      expect(pieces.join("|"), String(length)).toBe(expected.join("|"));
    }
  }
});

test("a text without a place to cut stays whole, and is not looked through again for every part", () => {
  const cutter = new TextCutter([], true, 10);
  for (let i = 0; i < 1000; i++) expect(cutter.push("aaaaaaaaaa", false)).toEqual([]);
  expect(cutter.push("", true)).toEqual(["a".repeat(10_000)]);
});
