/** Random vocabularies that are not tiktoken's, on both engines. */
import { mulberry32 } from "@windrow/testing";
import { expect } from "vitest";
import { PATTERNS } from "../../src/split/patterns.ts";
import { vocabularyOfMerges } from "../../src/vocabulary-sources/listed/vocabulary-of-merges.ts";
import { ownSource } from "../../src/vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";
import { BothEngines } from "./both-engines.ts";
import { randomMerges, randomRankedMerges, randomRanks, textFor } from "./random-vocabularies.ts";

/** How many are needed for every form to be among them. */
export const COUNT = 130;

/** What so many of them are. */
export const FORMS: readonly string[] = [
  "a tree",
  "a tree, ids",
  "no tree, ids",
  "no tree, ids, whole tokens",
  "no tree, lacks bytes, ids, whole tokens",
  "no tree, made, whole tokens",
  "no tree, ranks",
  "no tree, ranks, lacks bytes",
  "no tree, ranks, lacks bytes, whole tokens",
  "no tree, ranks, whole tokens",
];

/**
 * Texts and pieces have the same ids on both engines.
 * @param index from 0 to COUNT - 1
 * @returns what the vocabulary has that tiktoken's do not
 */
export function expectSameInRandomVocabulary(index: number, texts: number, seed: number): string {
  const random = mulberry32(seed + index);
  const vocabulary = vocabularyOf(index, random);
  const engines = new BothEngines(PATTERNS[index % PATTERNS.length]!, ownSource(vocabulary));
  for (let i = 0; i < texts; i++) {
    const text = textFor(random);
    const where = `vocabulary ${index}, ${JSON.stringify(text)}`;
    expect(engines.difference(text, [random(), random()]), where).toBeUndefined();
    const piece = Buffer.from(text);
    expect(engines.wasm.encodePiece(piece), where).toEqual(engines.typescript.encodePiece(piece));
  }
  return formOf(vocabulary);
}

/** A third of the first 90 by ranks, the others of these by merges, and the rest by merges with ranks of their own. */
function vocabularyOf(index: number, random: () => number): Vocabulary {
  const count = 2 + Math.floor(random() * 120);
  if (index >= 90) return vocabularyOfMerges(randomRankedMerges(random, count));
  return (index % 3 === 0 ? randomRanks : randomMerges)(random, count);
}

function formOf({ isTree, pairs, ids, takesWholeTokens, byteIds }: Vocabulary): string {
  const lacksBytes = byteIds.includes(-1) && "lacks bytes";
  const has = [
    pairs.made && "made",
    pairs.tokens && "ranks",
    lacksBytes,
    ids && "ids",
    takesWholeTokens && "whole tokens",
  ].filter(Boolean);
  return [isTree ? "a tree" : "no tree", ...has].join(", ");
}
