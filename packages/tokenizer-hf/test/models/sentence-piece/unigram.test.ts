/** SentencePiece's Unigram against a slow twin: sums that are close, or far from 0, and words that come again behind others. */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../../../src/index.ts";
import { type Field, message } from "../../sentence-piece-bytes.ts";
import { type SlowPiece, slowSentencePiece } from "./slow-sentence-piece.ts";

const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_204);
const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 1000);
const TEXTS_EACH = 10;

const LETTERS = ["a", "b", "c", "\u2581", "\u00e9", "\u4e2d", "\u{1f600}"];
const RARE = ["d", "\u{1f601}", "\u6587"];

const piece = ({ text, score, isUserDefined }: SlowPiece): Field => [
  1,
  message([1, text], [2, { float: score }], [3, isUserDefined ? 4 : 1]),
];
const UNKNOWN: Field = [1, message([1, "<unk>"], [3, 2])];
const PLAIN: Field = [3, message([3, false], [4, false])];

const open = (pieces: readonly SlowPiece[], ...more: readonly Field[]): HfTokenizer =>
  HfTokenizer.fromSentencePiece(message(UNKNOWN, ...pieces.map(piece), PLAIN, ...more));

function randomPieces(random: () => number): SlowPiece[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const texts = new Set(LETTERS.filter(() => random() < 0.8));
  for (let left = Math.floor(random() * 40); left > 0; left--) texts.add(pick([...texts, "a"]) + pick(LETTERS));
  const step = pick([0.1, 1, 0.001]);
  const large = pick([0, 1, 100, 3000, 20_000, 200_000]);
  return Array.from(texts, (text) => ({
    text,
    score: -step * Math.round(random() * 10) * text.length - large * text.length,
    isUserDefined: random() < 0.05,
  }));
}

function randomText(random: () => number, pieces: readonly SlowPiece[]): string {
  let text = "";
  for (let left = Math.floor(random() * 20); left > 0; left--) {
    const from = random() < 0.1 ? RARE : random() < 0.5 ? LETTERS : pieces.map((one) => one.text);
    const one = from[Math.floor(random() * from.length)] ?? "a";
    text += (one + (random() < 0.5 ? "\u2581" : "")).repeat(random() < 0.1 ? 20 : 1);
  }
  return text;
}

test(`random models have the ids of the slow twin (${COUNT} texts, seed ${SEED})`, () => {
  const random = mulberry32(SEED);
  for (let left = COUNT; left > 0; left -= TEXTS_EACH) {
    const pieces = randomPieces(random);
    const tokenizer = open(pieces);
    for (let i = 0; i < TEXTS_EACH; i++) {
      const text = randomText(random, pieces);
      const expected = [text, slowSentencePiece(pieces, 0, text).join()];
      expect([text, tokenizer.encode(text).join()]).toEqual(expected);
      expect([text, tokenizer.encode(text).join()]).toEqual(expected);
      expect([text, tokenizer.encodeWithOffsets(text).ids.join()]).toEqual(expected);
      expect(tokenizer.countTokens(text)).toBe(tokenizer.encode(text).length);
    }
  }
}, 60_000);

test("how floats are rounded behind many words decides as in sentencepiece", () => {
  // ab + c and a + bc differ by less than what a float loses from some sum on.
  const pieces = [
    ["ab", -1.5],
    ["c", -2],
    ["a", -1.75],
    ["bc", -1.751],
    ["\u2581", -400],
  ].map(([text, score]): SlowPiece => ({ text: text as string, score: score as number, isUserDefined: false }));
  const words = "\u2581abc".repeat(200);
  const ids = slowSentencePiece(pieces, 0, words);
  expect([...open(pieces).encode(words)]).toEqual(ids);
  expect(new Set(ids)).toEqual(new Set([1, 2, 3, 4, 5]));
});

describe("10^6 characters take time that grows with them", () => {
  const score = (text: string, one: number): SlowPiece => ({ text, score: one, isUserDefined: false });
  test.each<readonly [string, readonly SlowPiece[], string]>([
    ["words", [score("a", -1), score("\u2581", -2), score("\u2581a", -3)], "\u2581a"],
    ["one word", [score("a", -1), score("aa", -2), score("aaa", -3)], "a"],
    ["unknown", [score("a", -1)], "b"],
    ["sums that are far from 0 at once", [score("a", -200_000), score("aa", -400_000)], "a"],
    ["unknown between spaces", [score("\u2581", -1)], "\u2581b"],
  ])("%s", (_, pieces, text) => {
    const ids = open(pieces).encode(text.repeat(1_000_000 / text.length));
    expect(ids.length).toBeLessThanOrEqual(1_000_000);
    expect(open(pieces, [2, message([35, false])]).encode(text.repeat(50))).toEqual(
      Int32Array.from(slowSentencePiece(pieces, 0, text.repeat(50))),
    );
  });
});
