/** Listed merges of which several make one token, in any order: Hugging Face's ids and those of the slow way, by both engines. */
import { readFileSync } from "node:fs";
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { chooseEngine } from "../../../src/encode/choose-engine.ts";
import type { Engine } from "../../../src/encode/engine.ts";
import { listByNames } from "../../../src/formats/list-by-names.ts";
import { type ListedVocabulary, vocabularyOfListing } from "../../../src/formats/listed-vocabulary.ts";
import { IdBuffer } from "../../../src/id-buffer.ts";
import { receiveTokenizer, sendTokenizer } from "../../../src/threads/sent-tokenizer.ts";
import { vocabularyOfMerges } from "../../../src/vocabulary-sources/listed/vocabulary-of-merges.ts";
import { MAX_TOKENS } from "../../../src/vocabulary/pair-table.ts";
import { packTokens } from "../../../src/vocabulary/token-bytes.ts";
import { ownSource } from "../../../src/vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../../src/vocabulary/vocabulary.ts";
import { slowMerges } from "../../merge-listed-slowly.ts";
import { randomRankedMerges, textFor } from "../../wasm/random-vocabularies.ts";

interface Case {
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  readonly ignoreMerges: boolean;
  readonly answers: readonly (readonly [text: string, ids: readonly number[]])[];
}

const { cases } = JSON.parse(readFileSync(new URL("../../fixtures/merge_ranks.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

const PLACES = { vocab: "vocab", merge: (index: number): string => `merges[${index}]` };

function read({ tokens, merges, ignoreMerges }: Case, mayLackBytes?: boolean): ListedVocabulary {
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const pairs = merges.map((merge) => merge.split(" ") as [string, string]);
  const options = { takesWholeTokens: ignoreMerges, keepsUnmade: true, mayLackBytes };
  return vocabularyOfListing(listByNames(vocab, pairs, new Set(), PLACES), options, PLACES);
}

/** A text is one piece. */
function enginesOf(vocabulary: Vocabulary): Engine[] {
  return (["wasm", "typescript"] as const).map((name) => chooseEngine(/[^]+/uy, ownSource(vocabulary), name));
}

function idsOf(engine: Engine, text: string): number[] {
  const out = new IdBuffer(16);
  expect(engine.encode(text, out)).toBe(out.length);
  expect(engine.encode(text, undefined)).toBe(out.length);
  return [...out.toArray()];
}

describe("the ids of Hugging Face's tokenizers", () => {
  test.each(Array.from(cases.entries()))("model %i", (_, one) => {
    const { vocabulary } = read(one, true);
    for (const engine of enginesOf(vocabulary)) {
      for (const [text, ids] of one.answers) {
        expect(idsOf(engine, text), JSON.stringify(text)).toEqual(ids);
        // What is remembered has the same ids.
        expect(idsOf(engine, text), JSON.stringify(text)).toEqual(ids);
      }
      expect(engine.failure).toBeUndefined();
    }
  });

  test("those were models of each kind", () => {
    const kinds = cases.map((one) => {
      const { vocabulary } = read(one, true);
      expect(vocabulary.pairs.tokens).toBeDefined();
      return [one.ignoreMerges, vocabulary.byteIds.includes(-1)].join();
    });
    expect(new Set(kinds).size).toBe(4);
  });
});

test.each(Array.from({ length: 40 }, (_, seed) => 8200 + seed))("random merges the slow way (seed %i)", (seed) => {
  const random = mulberry32(seed);
  const listed = randomRankedMerges(random, 2 + Math.floor(random() * 100));
  const slowly = slowMerges(listed);
  const engines = enginesOf(vocabularyOfMerges(listed));
  const texts = Array.from({ length: 60 }, () => textFor(random));
  // Beyond what is merged in WebAssembly, and what is merged by a scan.
  texts.push(Array.from({ length: 10 }, () => textFor(random)).join(""), "ab".repeat(150), "e".repeat(257));
  for (const text of texts) {
    const expected = slowly(Buffer.from(text));
    for (const engine of engines) {
      expect(idsOf(engine, text), `${engine.name}: ${JSON.stringify(text)}`).toEqual(expected);
      expect([...engine.encodePiece(Buffer.from(text))]).toEqual(expected);
    }
  }
});

test("a tree may lack bytes, in long pieces too", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => [byte]).filter(([byte]) => byte !== 0x7a);
  const tokens = packTokens([...bytes, [0x61, 0x62], [0x61, 0x62, 0x61]].map((token) => Uint8Array.from(token)));
  const [a, b, ab, aba] = [0x61, 0x62, 255, 256];
  const lists = { lefts: Int32Array.of(a, ab), rights: Int32Array.of(b, a), made: Int32Array.of(ab, aba) };
  const listed = { tokens, ...lists, takesWholeTokens: false };
  const vocabulary = vocabularyOfMerges(listed);
  expect([vocabulary.isTree, vocabulary.byteIds[0x7a]]).toEqual([true, -1]);
  const slowly = slowMerges(listed);
  for (const engine of enginesOf(vocabulary)) {
    for (const text of ["zazbz", "azb".repeat(90), "abza".repeat(200), "z".repeat(5000)])
      expect(idsOf(engine, text)).toEqual(slowly(Buffer.from(text)));
  }
});

test("of a piece that lacks bytes no beginning is certain, and all of it is counted", () => {
  const { vocabulary } = read(
    cases.find(({ tokens }) => !tokens.includes("z"))!,
    true,
  );
  for (const engine of enginesOf(vocabulary)) {
    expect(engine.isCertain(Buffer.from("b ".repeat(1000)), 1, Infinity)).toBe(false);
    const text = `b${"z".repeat(100_000)}b`;
    expect(idsOf(engine, text)).toEqual(idsOf(engine, "bb"));
    expect(engine.encode(text, undefined, 5)).toBe(idsOf(engine, "bb").length);
    expect(idsOf(engine, "z".repeat(300))).toEqual([]);
    for (let length = 0; length < 40; length++) expect(idsOf(engine, "z".repeat(length))).toEqual([]);
  }
});

test("a missing byte is refused unless it may be missing", () => {
  const lacking = cases.find(({ tokens }) => !tokens.includes("z"))!;
  expect(() => read(lacking)).toThrow(
    expect.objectContaining({ code: "BPE_INVALID_FILE", fields: { field: "vocab", byte: 0x7a } }),
  );
});

test("more merges than there are ranks for are refused", () => {
  const { tokens, size, nameOf } = listByNames({ a: 0 }, [], new Set(), PLACES);
  const many = new Int32Array(MAX_TOKENS + 1);
  const listing = { tokens, size, nameOf, lefts: many, rights: many, made: many };
  const options = { takesWholeTokens: false, keepsUnmade: true };
  const fields = { field: `merges[${MAX_TOKENS}]`, merge: MAX_TOKENS };
  expect(() => vocabularyOfListing(listing, options, PLACES)).toThrow(
    expect.objectContaining({ code: "BPE_UNSUPPORTED_FILE", fields }),
  );
  const places = { vocab: "vocab", merge: (index: number): number => index + 2 };
  expect(() => vocabularyOfListing(listing, options, places)).toThrow(
    /^line 1048577 is beyond the first 1048575 merges/,
  );
});

test("the order of merges is in the key of the vocabulary", () => {
  for (const one of cases.slice(0, 3)) {
    const other = { ...one, merges: one.merges.toReversed() };
    const keys = [one, other, { ...one, ignoreMerges: !one.ignoreMerges }].map((each) =>
      read(each, true).vocabulary.mergesKey?.(),
    );
    expect(keys).not.toContain(undefined);
    expect(new Set(keys).size).toBe(3);
    expect(read(one, true).vocabulary.mergesKey?.()).toBe(keys[0]);
  }
});

test("another thread merges the same", () => {
  for (const one of cases.slice(0, 4)) {
    const definition = { name: "own", pattern: "[^]+", split: /[^]+/uy, specialTokens: new Map<string, number>() };
    const source = ownSource(read(one, true).vocabulary);
    const sent = structuredClone(sendTokenizer({ definition, source, engine: undefined }));
    for (const engine of enginesOf(receiveTokenizer(sent).source.vocabulary()))
      for (const [text, ids] of one.answers) expect(idsOf(engine, text)).toEqual(ids);
  }
});
