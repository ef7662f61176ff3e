/**
 * Tables of patterns and of steps before them, in both engines: against Hugging Face's pieces, against the steps one after
 * another, and what has no tables. WINDROW_RANDOM_TEXTS sets how many random texts a family has.
 */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { troublesomeBytes, troublesomeText } from "../../../tokenizer-bpe/test/wasm/troublesome-texts.ts";
import { Fields } from "../../src/fields/fields.ts";
import type { Split } from "../../src/pre-tokenizers/split.ts";
import { readPreTokenizer } from "../../src/read/read-pre-tokenizer.ts";
import { tableOfSteps } from "../../src/scan/table-of-steps.ts";
import { FAMILIES, SplitFamily, TEXTS } from "./split-families.ts";

const COUNT = Number(process.env["WINDROW_RANDOM_TEXTS"] ?? 300);
const SEED = Number(process.env["WINDROW_SEED"] ?? 20_261_201);

describe.each(Object.keys(FAMILIES))("%s", (name) => {
  const family = new SplitFamily(name);

  test(`${TEXTS.length} texts are split as Hugging Face's tokenizers splits them`, () => {
    for (const [i, text] of TEXTS.entries()) {
      let at = 0;
      const points = [...text];
      const ends = FAMILIES[name]!.lengths[i]!.map((length) =>
        Buffer.byteLength(points.slice(0, (at += length)).join("")),
      );
      expect([...family.engines.ends(Buffer.from(text), true)], JSON.stringify(text)).toEqual(ends);
      expect(family.difference(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  test(`${COUNT} random texts of two kinds, seed ${SEED}, are split as the steps split them`, () => {
    const random = mulberry32(SEED);
    const words = ["'s", "'LL", "\r\n", "\n\n  ", "cafe\u0301", "  1", "\u4e2d\u6587", "x ", "\0\0a"];
    for (const seeded of seededTexts(SEED, COUNT, { words, maxLength: 120 })) {
      for (const each of [seeded, troublesomeText(random)]) {
        const text = Buffer.from(each).toString();
        expect(family.difference(text), JSON.stringify(text)).toBeUndefined();
      }
    }
  });

  test(`${COUNT} sequences of bytes that may not be UTF-8, seed ${SEED}, have the same pieces in both engines`, () => {
    const random = mulberry32(SEED);
    for (let i = 0; i < COUNT; i++) {
      const bytes = troublesomeBytes(random);
      expect(family.engines.difference(bytes), String(bytes)).toBeUndefined();
    }
  });
});

const split = (pattern: string, behavior = "Isolated"): object => ({
  type: "Split",
  pattern: { Regex: pattern },
  behavior,
  invert: false,
});

test.each([
  ["a reference to a group", [split(String.raw`(a|b)\1`)]],
  ["a group that gives nothing back", [split("(?>a+)b|a")]],
  ["a look behind", [split("(?<=a)b|a")]],
  ["a repetition of a look behind", [split("(?:a(?<=a))+|b")]],
  ["a piece that goes to its neighbour", [split(" ", "MergedWithNext")]],
  ["a step before that is more than a set", [split(" ?[a-z]+"), split("[a-z]")]],
  ["a limited run of which the pattern takes a part", [split("[0-9]{1,3}"), split("[0-9]")]],
  ["a limited run of characters that another step takes", [split("[0-9]{1,3}"), split("[0-5]+"), split(".")]],
  ["more states than there is room for", [split("[ab]*a[ab]{9}c|[abc]")]],
])("%s has no tables", (_, steps) => {
  const read = steps.map((step, i) => readPreTokenizer(Fields.of(step, `steps[${i}]`)) as Split);
  expect(tableOfSteps(read)).toBeUndefined();
});
