/** Patterns that have no scanner: pieces are found by a regular expression, and the engine in WebAssembly encodes them. */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { splitOfPattern } from "../../src/patterns/split-of-pattern.ts";
import { compileOwnPattern } from "../../src/patterns/own-pattern.ts";
import { o200kVocabulary } from "../../src/vocabulary/o200k.ts";
import { ownSource } from "../../src/vocabulary/vocabulary-source.ts";
import { BothEngines } from "./both-engines.ts";
import { expectSameHoweverCut, expectSameInterleaved } from "./cuts.ts";
import { expectNoDifference } from "./expect-no-difference.ts";
import { expectSame, RUNS } from "./long-pieces.ts";
import { randomRanks } from "./random-vocabularies.ts";

const QWEN = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

const expressionOf = (pattern: string): RegExp => compileOwnPattern(pattern).split as RegExp;
const SPLITS: Readonly<Record<string, RegExp>> = {
  "Qwen 3.5's": splitOfPattern(QWEN, "oniguruma") as RegExp,
  "words and what is between": expressionOf(String.raw`\s+|\S+`),
  "one character": expressionOf("[^]"),
  "up to 300": expressionOf("[^]{1,300}"),
  everything: expressionOf("[^]+"),
};

describe.each(Object.entries(SPLITS))("%s", (_, split) => {
  const engines = new BothEngines(split, o200kVocabulary);

  test("500 troublesome texts (seed 71)", () => expectNoDifference(engines, 71, 500));

  test("10 texts (seed 72), cut everywhere, and 50 interleaved (seed 73)", () => {
    expectSameHoweverCut(engines, 72, 10);
    expectSameInterleaved(engines, 73, 50, 7);
  });

  test.each([257, 32_769, 65_537])("a run of %i bytes among others", (bytes) => {
    const run = RUNS["many letters"]!(bytes);
    expectSame(engines, `one ${run} two ${"three ".repeat(6000)}${run}`, [40_000]);
  });
});

test("with a vocabulary that is not a tree, whose long pieces are merged in TypeScript", () => {
  const vocabulary = randomRanks(mulberry32(74), 80);
  expect(vocabulary.isTree).toBe(false);
  expectNoDifference(new BothEngines(SPLITS["up to 300"]!, ownSource(vocabulary)), 75, 500);
});
