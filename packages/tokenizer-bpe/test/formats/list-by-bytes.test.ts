/**
 * Tokens and merges read from the bytes of a tokenizer.json, against the slow way by their names. What a whole file comes
 * to, read either way, is tokenizer-hf's to test.
 */
import { HAY_SHAPES, writeHayFile } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { cutLists } from "../../src/formats/cut-lists.ts";
import { type BytesListing, listByBytes } from "../../src/formats/list-by-bytes.ts";
import { listByNames } from "../../src/formats/list-by-names.ts";
import { getEncoding } from "../../src/index.ts";

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

describe("read quickly, as the slow way reads it, or not at all", () => {
  test.each(HAY_SHAPES)("%s", (_, shape, isPlain) => {
    const text = writeHayFile(shape);
    const names = new Set((shape.added ?? []).map(({ content }) => content));
    for (const json of [text, Buffer.from(text)]) expect(listed(json, names) !== undefined).toBe(isPlain);
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
  const bytes = Buffer.from(writeHayFile().replace(from, "@"));
  const at = bytes.indexOf("@");
  const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(to, encoding ?? "utf8"), bytes.subarray(at + 1)]);
  const cut = cutLists(changed);
  expect(cut && listByBytes(cut, new Set())).toBeUndefined();
});
