/** The three ways of merging give what the slow twin gives, on pieces that no pattern has split. */
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { merge } from "../../src/merge/merge.ts";
import { mergeByBuckets } from "../../src/merge/merge-by-buckets.ts";
import { mergeByHeap } from "../../src/merge/merge-by-heap.ts";
import { mergeSpace, type MergeSpace } from "../../src/merge/merge-space.ts";
import { mergeByScan } from "../../src/merge/merge-by-scan.ts";
import { cl100kVocabulary } from "../../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../../src/vocabulary/o200k.ts";
import { p50kVocabulary } from "../../src/vocabulary/p50k.ts";
import { NO_PAIR } from "../../src/vocabulary/pair-table.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";
import { rankTable } from "../rank-table.ts";
import { mergeSlowly } from "../slow-twin.ts";

type Merge = (piece: Uint8Array, vocabulary: Vocabulary) => Int32Array;

const MERGES: readonly (readonly [string, Merge])[] = [
  [
    "scan",
    (piece, vocabulary) => {
      const { parts, ranks } = spaceOf(piece, vocabulary);
      return parts.subarray(0, mergeByScan(parts, ranks, piece.length, vocabulary.pairs));
    },
  ],
  [
    "heap",
    (piece, vocabulary) => {
      const space = spaceOf(piece, vocabulary);
      return space.parts.subarray(0, mergeByHeap(space, piece.length, vocabulary.pairs));
    },
  ],
  ["buckets", (piece, vocabulary) => mergeByBuckets(piece, 0, piece.length, vocabulary)],
];

/** The ids of the bytes, and what each makes with the next. */
function spaceOf(piece: Uint8Array, { byteIds, pairs }: Vocabulary): MergeSpace {
  const space = mergeSpace(piece.length);
  space.parts.set(Array.from(piece, (byte) => byteIds[byte]!));
  for (let i = 0; i < piece.length; i++) {
    space.ranks[i] = i + 1 < piece.length ? pairs.find(space.parts[i]!, space.parts[i + 1]!) : NO_PAIR;
  }
  return space;
}

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
] as const)("%s", (name, source) => {
  const vocabulary = source.vocabulary();
  const ids = rankTable(name);

  test(`${pieces.length} pieces by scan, buckets and heap`, () => {
    for (const piece of pieces) {
      const expected = mergeSlowly(piece, ids);
      for (const [way, mergeBy] of MERGES) {
        expect([...mergeBy(piece, vocabulary)], `${way}: ${piece.toString("hex")}`).toEqual(expected);
      }
    }
  });

  test("every token merges into itself, and the first pairs have a table that agrees", () => {
    const space = mergeSpace(256);
    const bytes = new Uint8Array(256);
    const others = Array.from(ids).filter(([token, id]) => {
      for (let i = 0; i < token.length; i++) bytes[i] = token.charCodeAt(i);
      return merge(bytes, 0, token.length, vocabulary, space) !== 1 || space.ids[0] !== id;
    });
    expect(others).toEqual([]);
    const { byteIds, bytePairs, pairs } = vocabulary;
    for (let two = 0; two < bytePairs.length; two++) {
      const made = pairs.find(byteIds[two >> 8]!, byteIds[two & 0xff]!);
      if (bytePairs[two] !== made) expect([two, bytePairs[two]]).toEqual([two, made]);
    }
  });
});
