/** The lists of a tokenizer.json read by WebAssembly, against TypeScript, which reads them byte by byte. */
import { mulberry32 } from "@windrow/testing";
import { HAY_MERGES, inAscii } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { cutLists, findLists } from "../../src/formats/cut-lists.ts";
import { type BytesListing, listByBytes } from "../../src/formats/list-by-bytes.ts";
import { vocabularyOfListing } from "../../src/formats/listed-vocabulary.ts";
import { readLists } from "../../src/lists/read-lists.ts";
import type { EngineTables } from "../../src/vocabulary/engine-tables.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";
import { GPT2_BYTES } from "../train/merges-of.ts";
import { listEveryPair, trainedTokens } from "../vocabulary/tokens-of-merges.ts";

const utf8 = new TextEncoder();
const PLACES = { vocab: "vocab", merge: (index: number): number => index };
const characters = GPT2_BYTES.map((byte, i) => String.fromCharCode(i < 188 ? byte : 256 + i - 188));
/** Lengths around 8 and 16, which are read at a time. */
const long = ["abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnopq"];
const tokens = [...characters, "ha", "hay", "Ġhay", "Ġt", "Ġth", "éé", '"\\', ...long, "x".repeat(5000)];
const merges = [...HAY_MERGES, ['"', "\\"], ["abcdefg", "h"], ["abcdefgh", "i"], ["abcdefghijklmno", "p"]];

interface Shape {
  readonly vocab?: Record<string, number>;
  readonly merges?: readonly unknown[];
  readonly indent?: number | string;
  readonly isAscii?: boolean;
}

const inOrder = Object.fromEntries(tokens.map((token, id) => [token, id]));

function write({ vocab = inOrder, merges: some = merges, indent, isAscii }: Shape): string {
  const text = JSON.stringify({ version: "1.0", model: { type: "BPE", vocab, merges: some, after: 1 } }, null, indent);
  return isAscii === true ? inAscii(text) : text;
}

const special = new Set(["<|▁end|>", "中", ""]);

/** What each way finds. */
function both(text: string | Uint8Array): [BytesListing | undefined, BytesListing | undefined] {
  const bytes = typeof text === "string" ? utf8.encode(text) : text;
  const lists = readLists(bytes);
  if (lists !== undefined) expect(lists.places).toEqual(findLists(bytes));
  const cut = cutLists(bytes);
  // Where the rest is not JSON, the lists are nothing either.
  return [cut && lists?.listing(special), cut && listByBytes(cut, special)];
}

/** All of it that can be compared. */
function plain(listing: BytesListing | undefined): unknown {
  if (listing === undefined) return undefined;
  const { tokens: kept, size, specialIds, lefts, rights, made, nameOf } = listing;
  // As texts, which are compared in a moment.
  const lists = [kept.bytes, kept.offsets, lefts, rights, made].map(String);
  const names = Array.from({ length: 300 }, (_, id) => nameOf(id));
  return { lists, size, specialIds, names: names.join("\n") };
}

const reversed = Object.fromEntries(tokens.map((token, id) => [token, tokens.length - id + 3]));
const shapes: [string, Shape, isPlain: boolean][] = [
  ["as pairs", {}, true],
  ["as texts", { merges: merges.map((pair) => pair.join(" ")) }, true],
  ["indented", { indent: 2 }, true],
  ["indented by tabs", { indent: "\t\t\t" }, true],
  ["indented by more than is looked at at once", { indent: 10 }, true],
  ["in ASCII alone, as Python's json.dump writes", { isAscii: true }, true],
  ["ids in another order, with holes", { vocab: reversed }, true],
  ["ids with holes", { vocab: Object.fromEntries(tokens.map((token, id) => [token, 3 * id + 7])) }, true],
  ["no merges", { merges: [] }, true],
  ["tokens that are not bytes", { vocab: { "<|▁end|>": 300, ...inOrder, 中: 301, "": 302 } }, true],
  ["a token that is neither bytes nor special", { vocab: { ...inOrder, "▁": 300 } }, false],
  ["a byte missing", { vocab: Object.fromEntries(tokens.slice(1).map((token, id) => [token, id])) }, true],
  ["no tokens", { vocab: {}, merges: [] }, false],
  ["an id twice", { vocab: { ...inOrder, hb: 5 } }, false],
  ["an id twice among others in another order", { vocab: { ...reversed, hb: 5 } }, false],
  ["a negative id", { vocab: { ...inOrder, hb: -1 } }, false],
  ["an id that is not an integer", { vocab: { ...inOrder, hb: 1.5 } }, false],
  ["an id beyond all", { vocab: { ...inOrder, hb: 2 ** 20 - 1 } }, false],
  ["the largest id", { vocab: { ...inOrder, hb: 2 ** 20 - 2 } }, true],
  ["a merge of what is not a token", { merges: [...merges, ["q", "zz"]] }, false],
  ["a merge to what is not a token", { merges: [...merges, ["q", "z"]] }, false],
  ["a merge whose first name stands for no bytes", { merges: ["中h a"] }, false],
  ["a merge whose second name stands for no bytes", { merges: [["h", "中a"]] }, false],
  ["a merge of one", { merges: ["ha"] }, false],
  ["a merge of nothing and a token", { merges: [["", "a"]] }, false],
  ["a merge of three", { merges: [...merges, ["a", "b", "c"]] }, false],
  ["texts among pairs", { merges: [...merges, "h a"] }, false],
  ["a comment", { merges: ["#version: 0.2", "h a"] }, false],
  ["a merge that is a number", { merges: [5] }, false],
];

describe("the same comes of both", () => {
  test.each(shapes)("%s", (_, shape, isPlain) => {
    const [found, expected] = both(write(shape));
    expect(plain(found)).toEqual(plain(expected));
    expect(found !== undefined).toBe(isPlain);
  });

  test.each([
    ['"ha":256', '"ha":256,"ha":256'],
    ['"ha":256', '"ha":900,"\\u0068a":256'],
    ['"ha":256', '"ha":0256'],
    ['"ha":256', '"ha":256000000'],
    ['"ha":256', '"ha" \r\n\t:\r\n 256 '],
    ['"ha":256', '"h\\u00":256'],
    ['"ha":256', '"h\na":256'],
    ['"ha":256', '"h\u007fa":256'],
    ['"ha":256', '"\\/a":256'],
    ['"ha":256', '"ha":256,'],
    ['["h","a"]', '["h","a"],'],
    ['["h","a"]', ',["h","a"]'],
    ['["h","a"]', '[ "h" , "a" ]'],
    ['["h","a"]', '["\\u0068","a"]'],
    ['"model":{', '"model":{"vocab":{"a":1},"merges":["q"],'],
    ['"version"', '"vocab" : {"a":1},"version"'],
    ['"type":"BPE"', '"type":"BPE","note":"\\"vocab\\":{\\"a\\":1}"'],
    ['"merges"', '"merges":5,"merges"'],
  ])("with %s changed to %s", (from, to) => {
    const text = write({});
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const [found, expected] = both(changed);
    expect(plain(found)).toEqual(plain(expected));
  });

  test("of a file that ends at each of its places", () => {
    const small = ["a", "b", "ab", "Ġ"];
    const vocab = Object.fromEntries(small.map((token, id) => [token, id]));
    for (const indent of [undefined, 1]) {
      const bytes = utf8.encode(write({ vocab, merges: [["a", "b"]], indent: indent ?? "" }));
      for (let end = 0; end <= bytes.length; end++) {
        const [found, expected] = both(bytes.slice(0, end));
        expect(plain(found)).toEqual(plain(expected));
        expect(found !== undefined).toBe(end === bytes.length);
      }
    }
  });

  test("of 1,000 damaged files (seed 47)", () => {
    const random = mulberry32(47);
    const below = (limit: number): number => Math.floor(random() * limit);
    const pieces = ["hay", "\\u0120", ...'"\\{}[],: 01-aĠ\ufeff\n'];
    const vocab = Object.fromEntries([...characters.slice(60, 100), "ha", "hay"].map((token, id) => [token, id]));
    const some = merges.slice(0, 2);
    const files = [{}, { merges: some.map((pair) => pair.join(" ")), indent: 1 }].map((shape) =>
      write({ vocab, merges: some, ...shape }),
    );
    let good = 0;
    for (let i = 0; i < 1000; i++) {
      const file = files[below(files.length)]!;
      const at = below(file.length);
      const text = file.slice(0, at) + (below(3) > 0 ? pieces[below(pieces.length)]! : "") + file.slice(at + below(3));
      const [found, expected] = both(text);
      expect(plain(found), text).toEqual(plain(expected));
      if (found !== undefined) good++;
    }
    expect(good).toBeGreaterThan(50);
    expect(good).toBeLessThan(950);
  });
});

/** The pairs of the engine's table: number, left and right. */
function pairsIn({ slots }: EngineTables): number[][] {
  const words = new BigUint64Array(slots.buffer);
  const used = [...words].filter((word) => word !== 0n);
  const pairs = used.map((word) => [
    Number(word & 0xfffffn) - 1,
    Number(word >> 38n),
    Number((word >> 20n) & 0x3ffffn),
  ]);
  return pairs.toSorted(([a], [b]) => a! - b!);
}

/** The same of the engine in TypeScript. */
function pairsOf({ pairs }: Vocabulary): number[][] {
  return Array.from(pairs.numbers().toSorted(), (number) => [number, pairs.lefts[number]!, pairs.rights[number]!]);
}

describe("the tables of the engine are those of the vocabulary in TypeScript", () => {
  const trained = trainedTokens("hay has hayha haha the thatha hayhay ahaha ".repeat(9), 40);
  const everyPair = listEveryPair(trained);
  const vocab = Object.fromEntries(trained.map((token, id) => [token, id]));
  const cases: [string, Shape, options: { takesWholeTokens: boolean }][] = [
    ["each merge makes its own token", {}, { takesWholeTokens: false }],
    ["and whole tokens are taken", {}, { takesWholeTokens: true }],
    ["ids are in another order", { vocab: reversed }, { takesWholeTokens: false }],
    ["merges in another order", { merges: merges.toReversed() }, { takesWholeTokens: false }],
    ["several merges make one", { vocab, merges: everyPair }, { takesWholeTokens: false }],
    ["and all tokens are made", { vocab, merges: everyPair }, { takesWholeTokens: true }],
    ["and one is not", { vocab: { ...vocab, zzzz: 999 }, merges: everyPair }, { takesWholeTokens: true }],
    ["in another order", { vocab, merges: everyPair.toReversed() }, { takesWholeTokens: false }],
    ["not beside each other", { merges: [...merges, ["h", "a"]] }, { takesWholeTokens: false }],
    ["and whole tokens are taken", { vocab, merges: [...everyPair, ...everyPair] }, { takesWholeTokens: true }],
    [
      "bytes are missing, and merges have ranks of their own",
      { vocab: { a: 0, b: 1, ab: 2, aba: 4, ba: 3 }, merges: ["a b", "b a", "ab a", "a ba"] },
      { takesWholeTokens: false },
    ],
    ["bytes are missing", { vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] }, { takesWholeTokens: false }],
  ];

  test.each(cases)("%s", (_, shape, { takesWholeTokens }) => {
    const lists = readLists(utf8.encode(write(shape)))!;
    const listing = lists.listing(special)!;
    const options = { takesWholeTokens, keepsUnmade: true, mayLackBytes: true };
    const tables = lists.source(listing, options)!.tables!;
    const { vocabulary } = vocabularyOfListing(listing, options, PLACES);
    expect(pairsIn(tables)).toEqual(pairsOf(vocabulary));
    const { count, pairCount, isTree, byteIds, bytePairs, made, ids, wholeTokens } = tables;
    expect({ count, pairCount, isTree, byteIds, made, ids }).toEqual({
      count: vocabulary.size,
      pairCount: vocabulary.pairs.lefts.length,
      made: vocabulary.pairs.tokens,
      isTree: vocabulary.isTree,
      byteIds: vocabulary.byteIds,
      ids: vocabulary.ids,
    });
    expect(String(bytePairs)).toBe(String(vocabulary.bytePairs.map((rank) => Math.min(rank, 0xffffff))));
    expect(wholeTokens).toEqual(vocabulary.takesWholeTokens === true ? vocabulary.tokenBytes() : undefined);
  });

  test("not where a byte is missing that may not be", () => {
    const lists = readLists(utf8.encode(write({ vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] })))!;
    const options = { takesWholeTokens: false, keepsUnmade: true };
    expect(lists.source(lists.listing(special)!, options)).toBeUndefined();
  });
});
