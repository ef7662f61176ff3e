/** What is packed and unpacked is the vocabulary that it was: its tokens, and the ids of texts by both engines. */
import { readFileSync } from "node:fs";
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { chooseEngine } from "../../../src/encode/choose-engine.ts";
import { listByNames } from "../../../src/formats/list-by-names.ts";
import { vocabularyOfListing } from "../../../src/formats/listed-vocabulary.ts";
import { IdBuffer } from "../../../src/id-buffer.ts";
import { vocabularyOfMerges } from "../../../src/vocabulary-sources/listed/vocabulary-of-merges.ts";
import { vocabularyOfTokens } from "../../../src/vocabulary-sources/listed/vocabulary-of-tokens.ts";
import { packVocabulary } from "../../../src/vocabulary-sources/packed/pack-vocabulary.ts";
import { packRuns, unpackRuns } from "../../../src/vocabulary-sources/packed/packed-runs.ts";
import { sourceOfPacked } from "../../../src/vocabulary-sources/packed/packed-source.ts";
import type { PackedVocabulary } from "../../../src/vocabulary-sources/packed/packed-vocabulary.ts";
import { r50kVocabulary } from "../../../src/vocabulary/r50k.ts";
import { packTokens, type TokenBytes } from "../../../src/vocabulary/token-bytes.ts";
import { ownSource, type VocabularySource } from "../../../src/vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../../src/vocabulary/vocabulary.ts";
import { randomMerges, randomRankedMerges, randomRanks, textFor } from "../../wasm/random-vocabularies.ts";

function packedSource(vocabulary: Vocabulary): VocabularySource {
  // As it comes out of a module.
  const packed = JSON.parse(JSON.stringify(packVocabulary(vocabulary))) as PackedVocabulary;
  return sourceOfPacked(packed)!;
}

function expectTokens(source: VocabularySource, { bytes, offsets }: TokenBytes): void {
  expect(source.size()).toBe(offsets.length - 1);
  const all = source.tokenBytes();
  expect(all.offsets).toEqual(offsets);
  expect(all.bytes).toEqual(bytes);
  const copied = new Uint8Array(bytes.length);
  for (let id = 0, at = 0; id + 1 < offsets.length; id++) at += source.copyToken(id, copied.subarray(at));
  expect(copied).toEqual(bytes);
  expect(source.copyToken(offsets.length - 1, copied)).toBe(0);
}

/** Those of texts that are one piece each. */
function idsOf(source: VocabularySource, name: "wasm" | "typescript", texts: readonly string[]): number[][] {
  const engine = chooseEngine(/[^]+/uy, source, name);
  return texts.map((text) => {
    const out = new IdBuffer(16);
    engine.encode(text, out);
    return [...out.toArray()];
  });
}

const encode = (source: VocabularySource, texts: readonly string[]): number[][] =>
  (["wasm", "typescript"] as const).flatMap((name) => idsOf(source, name, texts));

test("tiktoken's own are packed as they are", () => {
  const vocabulary = r50kVocabulary.vocabulary();
  const packed = packVocabulary(vocabulary);
  expect(packed.pairs === r50kVocabulary.packed).toBe(true);
  expect(Object.keys(packed)).toEqual(["size", "count", "pairs"]);
  expectTokens(packedSource(vocabulary), vocabulary.tokenBytes());
});

describe.each([
  ["ranks", randomRanks],
  ["merges", randomMerges],
  ["ranked merges", (random: () => number, count: number) => vocabularyOfMerges(randomRankedMerges(random, count))],
] as const)("random %s", (_kind, make) => {
  test.each(Array.from({ length: 30 }, (_, seed) => 9100 + seed))("seed %i", (seed) => {
    const random = mulberry32(seed);
    const vocabulary = make(random, 2 + Math.floor(random() * 200));
    const source = packedSource(vocabulary);
    expectTokens(source, vocabulary.tokenBytes());
    const texts = Array.from({ length: 30 }, () => textFor(random));
    expect(encode(source, texts)).toEqual(encode(ownSource(vocabulary), texts));
  });
});

test("those were of every form", () => {
  const forms = [
    randomRanks,
    randomMerges,
    (random: () => number, count: number) => vocabularyOfMerges(randomRankedMerges(random, count)),
  ].flatMap((make) =>
    Array.from({ length: 30 }, (_, i) => {
      const random = mulberry32(9100 + i);
      const { table, ids, late, takesWhole, unmade } = packVocabulary(make(random, 2 + Math.floor(random() * 200)));
      const form = table === undefined ? "tree" : `${table.third ?? "plain"} ${table.takesWholeTokens}`;
      return [
        late === undefined ? form : `${form} with late pairs`,
        takesWhole ? "whole" : "merged",
        `ids ${ids !== undefined}`,
        `unmade ${unmade !== undefined}`,
      ];
    }),
  );
  expect([...new Set(forms.flat())].toSorted()).toEqual([
    "ids false",
    "ids true",
    "merged",
    "tokens false",
    "tokens true",
    "tree",
    "tree with late pairs",
    "unmade true",
    "whole",
  ]);
});

/** A file's vocabulary with other ids: special tokens first, the bytes in another order. */
function renumbered(): Vocabulary {
  const bytes = Array.from({ length: 256 }, (_, i) => Uint8Array.of((i * 7) & 255));
  const text = new TextEncoder();
  const words = ["he", "el", "hel", "lo", "hello", " w", "or", "wor", " wor", "ld"].map((word) => text.encode(word));
  const tokens = packTokens([undefined, undefined, ...bytes, undefined, text.encode("left over"), ...words]);
  const idOf = new Map(
    Array.from({ length: tokens.offsets.length - 1 }, (_, id) => [
      String(tokens.bytes.subarray(tokens.offsets[id], tokens.offsets[id + 1])),
      id,
    ]),
  );
  const merges = ["h e", "e l", "he l", "l o", "hel lo", "  w", "o r", "w or", " w or", "l d"].map((merge) => {
    const cut = merge.lastIndexOf(" ");
    return [merge.slice(0, cut), merge.slice(cut + 1)].map((part) => idOf.get(String(text.encode(part)))!);
  });
  const lefts = Int32Array.from(merges, ([left]) => left!);
  const rights = Int32Array.from(merges, ([, right]) => right!);
  const made = Int32Array.from(words, (word) => idOf.get(String(word))!);
  return vocabularyOfMerges({ tokens, lefts, rights, made, takesWholeTokens: false });
}

test("a tree with other ids goes to the engine as it is packed", () => {
  const vocabulary = renumbered();
  expect(vocabulary.ids).toBeDefined();
  const source = packedSource(vocabulary);
  expect([source.packed, source.numbered?.packed.length]).toEqual([undefined, 60]);
  expectTokens(source, vocabulary.tokenBytes());
  const texts = ["", "hello world", "left over", "hellohello", "h\u00e9llo"];
  expect(encode(source, texts)).toEqual(encode(ownSource(vocabulary), texts));
  expect(idsOf(source, "wasm", ["hello world"])).toEqual([[264, 268, 269]]);
});

test("ids beyond what the engine in WebAssembly takes are TypeScript's", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const tokens = packTokens([...bytes, ...Array.from({ length: 1 << 18 }, () => undefined), Uint8Array.of(97, 98)]);
  const one = (id: number): Int32Array => Int32Array.of(id);
  const id = tokens.offsets.length - 2;
  const vocabulary = vocabularyOfMerges({
    tokens,
    lefts: one(97),
    rights: one(98),
    made: one(id),
    takesWholeTokens: false,
  });
  const source = packedSource(vocabulary);
  expect(source.numbered).toBeDefined();
  expect(() => chooseEngine(/[^]+/uy, source, "wasm")).toThrow(/ids are too large/);
  expect(idsOf(source, "typescript", ["abc"])).toEqual([[id, 99]]);
});

test("a string that is not as long as it should be is not a vocabulary", () => {
  const tree = packVocabulary(renumbered());
  const table = packVocabulary(vocabularyOfTokens(Array.from({ length: 256 }, (_, byte) => Uint8Array.of(255 - byte))));
  for (const packed of [tree, table])
    expect([
      sourceOfPacked(packed) === undefined,
      sourceOfPacked({ ...packed, pairs: `${packed.pairs}#` }),
      sourceOfPacked({ ...packed, count: packed.count + 1 }),
    ]).toEqual([false, undefined, undefined]);
});

test.each([[[]], [[5]], [[0, 1, 2, 7, 8, 3]], [[-1, -1, 4, 5, -1, 0]], [[3, 2, 1]]])("runs of %j", (numbers) => {
  expect([...unpackRuns(packRuns(numbers))]).toEqual(numbers);
});

const PLACES = { vocab: "vocab", merge: (index: number): string => `merges[${index}]` };

interface Case {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  readonly ignoreMerges: boolean;
  readonly answers: readonly (readonly [text: string, ids: readonly number[]])[];
}

const { cases } = JSON.parse(readFileSync(new URL("../../fixtures/merge_ranks.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

test.each(Array.from(cases.entries()))(
  "Hugging Face's ids of model %i",
  (_, { tokens, merges, ignoreMerges, answers }) => {
    const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
    const pairs = merges.map((merge) => merge.split(" ") as [string, string]);
    const listing = listByNames(vocab, pairs, new Set(), PLACES);
    const options = { takesWholeTokens: ignoreMerges, keepsUnmade: true, mayLackBytes: true };
    const source = packedSource(vocabularyOfListing(listing, options, PLACES).vocabulary);
    const texts = answers.map(([text]) => text);
    const ids = answers.map(([, expected]) => expected);
    expect(encode(source, texts)).toEqual([...ids, ...ids]);
  },
);
