/**
 * Tokens and merges read from the bytes of a tokenizer.json, against the slow way by their names. What a whole file comes
 * to, read either way, is tokenizer-hf's to test.
 */
import { describe, expect, test } from "vitest";
import { cutLists } from "../../src/formats/cut-lists.ts";
import { type BytesListing, listByBytes } from "../../src/formats/list-by-bytes.ts";
import { listByNames } from "../../src/formats/list-by-names.ts";
import { getEncoding } from "../../src/index.ts";
import { GPT2_BYTES } from "../train/merges-of.ts";

const characters = GPT2_BYTES.map((byte, i) => String.fromCharCode(i < 188 ? byte : 256 + i - 188));
const tokens = [...characters, "ha", "hay", "Ġhay", "Ġt", "Ġth", "éé"];
const merges = [
  ["h", "a"],
  ["ha", "y"],
  ["Ġ", "hay"],
  ["Ġ", "t"],
  ["Ġt", "h"],
  ["é", "é"],
];
const FLAGS = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
const added = (content: string, id: number): object => ({ id, content, ...FLAGS });

interface Shape {
  readonly vocab?: Record<string, number>;
  readonly merges?: readonly unknown[];
  readonly added?: readonly object[];
  readonly indent?: number;
  readonly isAscii?: boolean;
}

const inOrder = Object.fromEntries(tokens.map((token, id) => [token, id]));

function write({ vocab = inOrder, merges: some = merges, added: specials = [], indent, isAscii }: Shape): string {
  const pattern = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const model = { type: "BPE", vocab, merges: some };
  const text = JSON.stringify(
    { added_tokens: specials, pre_tokenizer: pattern, decoder: pattern, model },
    null,
    indent,
  );
  return isAscii === true
    ? text.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    : text;
}

const PLACES = { vocab: "model.vocab", merge: (index: number): string => `model.merges[${index}]` };

/** Undefined where the bytes are not plain; what they list is what the slow way lists. */
function listed(json: string | Uint8Array, names: ReadonlySet<string> = new Set()): BytesListing | undefined {
  const cut = cutLists(json);
  const quick = cut && listByBytes(cut, names);
  if (quick === undefined) return undefined;
  const { model } = JSON.parse(typeof json === "string" ? json : Buffer.from(json).toString()) as {
    model: { vocab: Record<string, number>; merges: (string | [string, string])[] };
  };
  const pairs = model.merges.map((merge) => (typeof merge === "string" ? merge.split(" ") : merge) as [string, string]);
  const slow = listByNames(model.vocab, pairs, names, PLACES);
  const { bytes, offsets } = slow.tokens;
  expect(Buffer.from(quick.tokens.bytes).equals(bytes)).toBe(true);
  expect(quick.tokens.offsets.length).toBe(offsets.length);
  expect(quick.tokens.offsets.every((offset, id) => offset === offsets[id])).toBe(true);
  for (const field of ["lefts", "rights", "made"] as const) expect(quick[field].join(), field).toBe(slow[field].join());
  expect(quick.size).toBe(slow.size);
  for (const id of [0, 97, 256, offsets.length - 2]) expect(quick.nameOf(id)).toBe(slow.nameOf(id));
  for (const [name, id] of quick.specialIds) expect(model.vocab[name]).toBe(id);
  return quick;
}

const reversed = Object.fromEntries(tokens.map((token, id) => [token, tokens.length - id + 3]));
const shapes: [string, Shape, isQuick: boolean][] = [
  ["as pairs", {}, true],
  ["as texts", { merges: merges.map((pair) => pair.join(" ")) }, true],
  ["indented", { indent: 2 }, true],
  ["in ASCII alone, as Python's json.dump writes", { isAscii: true }, true],
  ["ids in another order, with holes", { vocab: reversed }, true],
  ["no merges", { vocab: Object.fromEntries(characters.map((one, id) => [one, id])), merges: [] }, true],
  [
    "special tokens among the others",
    { vocab: { "<s>": 300, ...inOrder, "<|▁end|>": 301 }, added: [added("<s>", 300), added("<|▁end|>", 301)] },
    true,
  ],
  ["a special token that is a byte", { added: [added("h", 71)] }, true],
  ["a special token that merges make", { added: [added("hay", 257)] }, false],
  ["a name that stands for no bytes", { vocab: { ...inOrder, "▁": 300 } }, false],
  [
    "a special token of one character that is not a byte",
    { vocab: { ...inOrder, 中: 262 }, added: [added("中", 262)] },
    true,
  ],
  ["a merge whose first name stands for no bytes", { merges: [["中h", "a"]] }, false],
  ["a merge whose second name stands for no bytes", { merges: [["h", "中a"]] }, false],
  ["a merge's text whose first name stands for no bytes", { merges: ["中h a"] }, false],
  ["a merge's text whose second name stands for no bytes", { merges: ["h 中a"] }, false],
  ["a merge's text of one name", { merges: ["ha"] }, false],
  ["an empty name", { vocab: { ...inOrder, "": 300 } }, false],
  ["an id twice", { vocab: { ...inOrder, hb: 5 } }, false],
  ["a negative id", { vocab: { ...inOrder, hb: -1 } }, false],
  ["an id that is not an integer", { vocab: { ...inOrder, hb: 1.5 } }, false],
  ["an id beyond all", { vocab: { ...inOrder, hb: 2 ** 21 } }, false],
  ["a merge of what is not a token", { merges: [...merges, ["q", "zz"]] }, false],
  ["a merge to what is not a token", { merges: [...merges, ["q", "z"]] }, false],
  ["a merge of three", { merges: [...merges, "a b c"] }, false],
  ["a merge that is a number", { merges: [...merges, 5] }, false],
  ["a byte missing", { vocab: Object.fromEntries(tokens.slice(1).map((token, id) => [token, id])) }, true],
];

describe("read quickly, as the slow way reads it, or not at all", () => {
  test.each(shapes)("%s", (_, shape, isQuick) => {
    const text = write(shape);
    const names = new Set((shape.added ?? []).map((one) => (one as { content: string }).content));
    for (const json of [text, Buffer.from(text)]) expect(listed(json, names) !== undefined).toBe(isQuick);
  });

  test.each(["gpt2", "cl100k_base"] as const)("%s", async (name) => {
    const tokenizer = await getEncoding(name);
    expect(listed(tokenizer.toTokenizerJson(), new Set(tokenizer.specialTokens.keys()))).toBeDefined();
  });
});

test.each<[string, from: string, to: string, encoding?: "latin1"]>([
  ["a comma behind the last merge", '["é","é"]', '["é","é"],'],
  ["a merge that ends with a brace", '["é","é"]', '["é","é"}'],
  ["a digit that is none", '"ha":256', '"h\\u00g1":256'],
  ["an unknown escape", '["h","a"]', '["\\xh","a"]'],
  ["a control character", '["h","a"]', '["\u0001h","a"]'],
  ["a byte order mark behind a list", '["é","é"]]', '["é","é"]]\ufeff'],
  // In place of é, c3 a9: a character of two bytes that one byte is enough for, and one that is cut.
  ["an overlong character", "éé", "\u00c1a", "latin1"],
  ["a character that is cut", "éé", "\u00c3a\u00c3\u00a9", "latin1"],
])("%s is not read quickly", (_, from, to, encoding) => {
  const bytes = Buffer.from(write({}).replace(from, "@"));
  const at = bytes.indexOf("@");
  const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(to, encoding ?? "utf8"), bytes.subarray(at + 1)]);
  const cut = cutLists(changed);
  expect(cut && listByBytes(cut, new Set())).toBeUndefined();
});
