/** tokenizer.json read from its text, against the slow way of a file that JSON.parse has made an object of. */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { cutLists } from "../../src/formats/cut-lists.ts";
import { listByBytes } from "../../src/formats/list-by-bytes.ts";
import { BpeTokenizer, type BpeError, getEncoding } from "../../src/index.ts";
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

/** What comes of a file, good or bad. */
function outcome(json: string | Uint8Array | object): unknown {
  try {
    const tokenizer = BpeTokenizer.fromTokenizerJson(json);
    const ids = ["hayha\u00e9\u00e9 hay th", "\u{1f600} <s> the"].map((text) => [
      ...tokenizer.encode(text, { allowedSpecial: "all" }),
    ]);
    return {
      ids,
      fingerprint: tokenizer.fingerprint,
      size: tokenizer.vocabSize,
      special: [...tokenizer.specialTokens],
    };
  } catch (error) {
    const { code, message, fields } = error as BpeError;
    if (code === undefined) throw error;
    return { code, message, fields };
  }
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
    "a special token of one character that is no byte",
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
  ["an id that is no integer", { vocab: { ...inOrder, hb: 1.5 } }, false],
  ["an id beyond all", { vocab: { ...inOrder, hb: 2 ** 21 } }, false],
  ["a merge of what is no token", { merges: [...merges, ["q", "zz"]] }, false],
  ["a merge to what is no token", { merges: [...merges, ["q", "z"]] }, false],
  ["a merge of three", { merges: [...merges, "a b c"] }, false],
  ["a merge that is a number", { merges: [...merges, 5] }, false],
  ["a byte missing", { vocab: Object.fromEntries(tokens.slice(1).map((token, id) => [token, id])) }, true],
];

describe("the same comes of the text and of the object", () => {
  test.each(shapes)("%s", (_, shape, isQuick) => {
    const text = write(shape);
    const expected = outcome(JSON.parse(text) as object);
    expect(outcome(text)).toEqual(expected);
    expect(outcome(Buffer.from(text))).toEqual(expected);
    const names = new Set((shape.added ?? []).map((one) => (one as { content: string }).content));
    expect(listByBytes(cutLists(text)!, names) !== undefined).toBe(isQuick);
  });

  test("names that are there twice, fields that are, and lists within others", () => {
    const text = write({});
    for (const [from, to] of [
      ['"ha":256', '"ha":256,"ha":256'],
      ['"ha":256', '"ha":900,"ha":256'],
      ['"model":{', '"x":{"vocab":{"a":1},"merges":[]},"model":{'],
      ['"model":{', '"model":{"vocab":{"a":1},"merges":["q"],'],
      ['"added_tokens"', '"vocab" : {"a":1},"added_tokens"'],
      ['"type":"BPE"', '"type":"BPE","note":"\\"vocab\\":{\\"a\\":1}"'],
    ] as const) {
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      expect(outcome(changed), to).toEqual(outcome(JSON.parse(changed) as object));
    }
  });

  test("with other lists of the same names before the model", () => {
    const { vocab, merges: whole } = (JSON.parse(write({})) as { model: Shape }).model;
    const text = write({ vocab: { a: 0 }, merges: [] }).replace(
      "{",
      `{"x":${JSON.stringify({ vocab, merges: whole })},`,
    );
    expect(outcome(text)).toEqual(outcome(JSON.parse(text) as object));
    expect(outcome(text)).toMatchObject({ code: "BPE_INVALID_FILE" });
  });

  test("with half a surrogate pair in an added token", () => {
    const text = write({ added: [added("<x>", 300)] }).replace("<x>", "<\ud800>");
    expect(outcome(text)).toEqual(outcome(JSON.parse(text) as object));
  });

  test("of 6,000 damaged files (seed 43)", () => {
    const random = mulberry32(43);
    const below = (limit: number): number => Math.floor(random() * limit);
    const pieces = ["hay", "\\u0120", ...'"\\{}[],: 01-aĠ\ufeff\n'];
    const files = [write({}), write({ merges: merges.map((pair) => pair.join(" ")), indent: 1 }), write(shapes[6]![1])];
    let good = 0;
    for (let i = 0; i < 6000; i++) {
      let text = files[i % files.length]!;
      for (let damage = 1 + below(2); damage > 0; damage--) {
        // The lists, more often than not.
        const at =
          below(3) === 0 ? below(text.length) : text.indexOf('"vocab"') + below(text.length - text.indexOf('"vocab"'));
        text = text.slice(0, at) + (below(2) === 0 ? pieces[below(pieces.length)]! : "") + text.slice(at + below(3));
      }
      let parsed: unknown;
      try {
        parsed = JSON.parse(text.replace(/^\ufeff/, ""));
      } catch {
        parsed = undefined;
      }
      const got = outcome(text) as { code?: string; message?: string };
      if (typeof parsed !== "object" || parsed === null) expect(got.code, text).toBe("BPE_INVALID_FILE");
      else expect(got, text).toEqual(outcome(parsed));
      if (got.code === undefined) good++;
    }
    expect(good).toBeGreaterThan(200);
  });
});

test.each(["gpt2", "cl100k_base"] as const)("%s is read quickly, and is the same", async (name) => {
  const tokenizer = await getEncoding(name);
  const text = tokenizer.toTokenizerJson();
  expect(listByBytes(cutLists(text)!, new Set(tokenizer.specialTokens.keys()))).toBeDefined();
  const read = BpeTokenizer.fromTokenizerJson(text, { name });
  expect(read.fingerprint).toBe(tokenizer.fingerprint);
  expect(BpeTokenizer.fromTokenizerJson(JSON.parse(text) as object, { name }).fingerprint).toBe(tokenizer.fingerprint);
});

test.each<[string, from: string, to: string, encoding?: "latin1"]>([
  ["a comma behind the last merge", '["é","é"]', '["é","é"],'],
  ["a merge that ends with a brace", '["é","é"]', '["é","é"}'],
  ["a digit that is none", '"ha":256', '"h\\u00g1":256'],
  ["an escape that there is not", '["h","a"]', '["\\xh","a"]'],
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
