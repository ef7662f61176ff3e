/** The three ways of merging give what the slow twin gives, on pieces that no pattern has split. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { mergeByBuckets } from "../src/merge/merge-by-buckets.ts";
import { mergeByHeap } from "../src/merge/merge-by-heap.ts";
import { mergeByScan } from "../src/merge/merge-by-scan.ts";
import { cl100kVocabulary } from "../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../src/vocabulary/o200k.ts";
import { p50kVocabulary } from "../src/vocabulary/p50k.ts";
import { r50kVocabulary } from "../src/vocabulary/r50k.ts";
import type { Vocabulary } from "../src/vocabulary/vocabulary.ts";
import { rankTable } from "./rank-table.ts";
import { mergeSlowly } from "./slow-twin.ts";

type Merge = (parts: Int32Array, count: number, vocabulary: Vocabulary) => number;

const MERGES: readonly (readonly [string, Merge])[] = [
  ["scan", (parts, count, { pairs }) => mergeByScan(parts, count, new Int32Array(count), pairs)],
  ["buckets", (parts, count, { pairs, size }) => mergeByBuckets(parts, count, pairs, size)],
  ["heap", (parts, count, { pairs }) => mergeByHeap(parts, count, pairs)],
];

const pieces = [
  ...seededTexts(12, 150, { maxLength: 160 }),
  ...seededTexts(13, 20, { maxLength: 5 }).map((text) => text.repeat(60)),
  ...[1, 2, 3, 7, 64, 65, 127, 128, 129, 500].flatMap((length) => ["a".repeat(length), "ab".repeat(length)]),
]
  .filter((text) => text !== "")
  .map((text) => Buffer.from(text, "utf8"));

describe.each([
  ["gpt2", r50kVocabulary],
  ["p50k_base", p50kVocabulary],
  ["cl100k_base", cl100kVocabulary],
  ["o200k_base", o200kVocabulary],
] as const)("%s", (name, load) => {
  const vocabulary = load();
  const ids = rankTable(name);

  test(`${pieces.length} pieces by scan, buckets and heap`, () => {
    for (const piece of pieces) {
      const expected = mergeSlowly(piece, ids);
      for (const [way, merge] of MERGES) {
        const parts = Int32Array.from(piece, (byte) => vocabulary.byteIds[byte]!);
        const count = merge(parts, parts.length, vocabulary);
        expect([...parts.subarray(0, count)], `${way}: ${piece.toString("hex")}`).toEqual(expected);
      }
    }
  });

  test("every token merges into itself", () => {
    const ranks = new Int32Array(256);
    const parts = new Int32Array(256);
    const others = Array.from(ids).filter(([token, id]) => {
      for (let i = 0; i < token.length; i++) parts[i] = vocabulary.byteIds[token.charCodeAt(i)]!;
      return mergeByScan(parts, token.length, ranks, vocabulary.pairs) !== 1 || parts[0] !== id;
    });
    expect(others).toEqual([]);
  });
});
