/**
 * The patterns of Llama 3 and Qwen 2, which have scanners: both engines against each other, against the regular expression
 * that the pattern is translated to, and against Hugging Face's own pieces.
 */
import { readFileSync } from "node:fs";
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { TypeScriptEngine } from "../../src/encode/typescript-engine.ts";
import { WholeTexts } from "../../src/encode/whole-texts.ts";
import { PORTABLE_PATTERNS, splitOfPattern } from "../../src/patterns/split-of-pattern.ts";
import { IdDecoder } from "../../src/decode/id-decoder.ts";
import { decodedTokens } from "../../src/decode/decoded-tokens.ts";
import { translatePattern } from "../../src/patterns/translate-pattern.ts";
import { LLAMA3_PATTERN, QWEN2_PATTERN } from "../../src/split/patterns.ts";
import { cl100kVocabulary } from "../../src/vocabulary/cl100k.ts";
import { BothEngines } from "./both-engines.ts";
import { expectSameHoweverCut, expectSameInterleaved } from "./cuts.ts";
import { expectNoDifference } from "./expect-no-difference.ts";
import { expectSame, RUNS, textAround } from "./long-pieces.ts";
import { idsOf } from "./texts-in-parts.ts";
import { troublesomeText } from "./troublesome-texts.ts";

const { patterns, texts, lengths } = JSON.parse(
  readFileSync(new URL("../fixtures/model_patterns.json", import.meta.url), "utf8"),
) as Record<"patterns", Record<string, string>> & {
  readonly texts: readonly string[];
  readonly lengths: Record<string, number[][]>;
};

/** Where pieces end, in bytes, from their texts. */
function endsOf(pieces: readonly string[]): number[] {
  let end = 0;
  return pieces.map((piece) => (end += Buffer.byteLength(piece)));
}

describe.each([
  ["llama3", LLAMA3_PATTERN],
  ["qwen2", QWEN2_PATTERN],
])("%s", (name, pattern) => {
  const engines = new BothEngines(pattern, cl100kVocabulary);
  const expression = new RegExp(translatePattern(pattern, "oniguruma"), "uy");
  const matched = new TypeScriptEngine(expression, cl100kVocabulary.vocabulary());

  const expectAsMatched = (text: string): void => {
    const wellFormed = Buffer.from(text).toString();
    const ends = endsOf(wellFormed.match(new RegExp(expression, "gu")) ?? []);
    expect([...engines.ends(Buffer.from(text), true)], JSON.stringify(text)).toEqual(ends);
    expect(idsOf(engines.wasm, text), JSON.stringify(text)).toEqual(idsOf(matched, text));
    expect(engines.difference(text), JSON.stringify(text)).toBeUndefined();
  };

  test("files that have it, and what is written for it, get the scanner", () => {
    expect(patterns[name]).toBe(pattern);
    expect(splitOfPattern(pattern, "oniguruma")).toBe(pattern);
    expect(splitOfPattern(PORTABLE_PATTERNS[pattern]!, "oniguruma")).toBe(pattern);
  });

  test(`${texts.length} texts are split as Hugging Face's tokenizers splits them`, () => {
    for (const [i, text] of texts.entries()) {
      const points = [...text];
      let at = 0;
      const pieces = lengths[name]![i]!.map((length) => points.slice(at, (at += length)).join(""));
      expect([...engines.ends(Buffer.from(text), true)], JSON.stringify(text)).toEqual(endsOf(pieces));
      expect(engines.difference(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  test("2,000 troublesome texts (seed 91) as the regular expression has them", () => {
    const random = mulberry32(91);
    for (let i = 0; i < 2000; i++) expectAsMatched(troublesomeText(random));
  });

  test("what is written for it means the same (seed 92)", () => {
    const portable = new TypeScriptEngine(
      new RegExp(translatePattern(PORTABLE_PATTERNS[pattern]!, "oniguruma"), "uy"),
      cl100kVocabulary.vocabulary(),
    );
    const random = mulberry32(92);
    for (let i = 0; i < 500; i++) {
      const text = troublesomeText(random);
      expect(idsOf(portable, text), JSON.stringify(text)).toEqual(idsOf(engines.typescript, text));
    }
  });

  test("every character of the first two planes beside the others, as the regular expression has it", () => {
    const random = mulberry32(93);
    const around = [" ", "a", "A", "1", "'", "s", "!", "\n", "\u00e9", "\u0301", "\u4e2d"];
    for (let first = 0; first < 0x20000; first += 64) {
      let text = "";
      for (let codePoint = first; codePoint < first + 64; codePoint++)
        text += String.fromCodePoint(codePoint) + around[Math.floor(random() * around.length)]!;
      expectAsMatched(text);
    }
  });

  test("2,000 texts and bytes that are not UTF-8 (seed 94)", () => expectNoDifference(engines, 94, 2000));

  test("20 texts (seed 95), cut everywhere, and 100 interleaved (seed 96)", () => {
    expectSameHoweverCut(engines, 95, 20);
    expectSameInterleaved(engines, 96, 100, 7);
  });

  test.each([257, 65_537])("pieces of %i bytes", (bytes) => {
    for (const run of Object.values(RUNS)) expectSame(engines, textAround(run(bytes)), [70_000]);
  });

  test("white space at the end of a text, of every kind and length up to 70", () => {
    for (const space of [" ", "\n", " \n", "\n ", "\r\n", "\t\u3000", "\n\n  ", "\u0085"])
      for (let length = 0; length <= 70; length++) expectAsMatched(`x${space.repeat(length)}`);
  });

  test("the part of a long text that some tokens hold is that of the whole (seed 97)", () => {
    const random = mulberry32(97);
    const decoder = new IdDecoder(name, decodedTokens(cl100kVocabulary, new Map()));
    const [wasm, typescript, slow] = [engines.wasm, engines.typescript, matched].map(
      (engine) => new WholeTexts(engine, new Map()),
    );
    for (let i = 0; i < 6; i++) {
      let text = "";
      while (text.length < 150_000) text += troublesomeText(random);
      for (const most of [0, 1, 7, 100, 400]) {
        // With a pattern that has no scanner, all of the text is encoded.
        const end = slow!.endOfTokens(text, undefined, most, decoder);
        expect(wasm!.endOfTokens(text, undefined, most, decoder)).toBe(end);
        expect(typescript!.endOfTokens(text, undefined, most, decoder)).toBe(end);
      }
    }
  });
});
