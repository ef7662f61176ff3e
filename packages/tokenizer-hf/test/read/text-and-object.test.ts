/**
 * A tokenizer.json as its text or its bytes, whose lists are read without JSON.parse, against the object that JSON.parse
 * makes of it: the same tokenizer, or the same error.
 */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { CHARACTERS } from "../../src/characters/byte-characters.ts";
import { type HfError, HfTokenizer } from "../../src/index.ts";

const characters = [...CHARACTERS].toSorted((a, b) => a.charCodeAt(0) - b.charCodeAt(0));
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
function outcome(json: string | Uint8Array | object, engine: "wasm" | "typescript" = "typescript"): unknown {
  try {
    const tokenizer = HfTokenizer.fromJson(json, { engine });
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
    const { code, message, fields } = error as HfError;
    if (code === undefined) throw error;
    return { code, message, fields };
  }
}

const reversed = Object.fromEntries(tokens.map((token, id) => [token, tokens.length - id + 3]));
const shapes: [string, Shape][] = [
  ["as pairs", {}],
  ["as texts", { merges: merges.map((pair) => pair.join(" ")) }],
  ["indented", { indent: 2 }],
  ["in ASCII alone, as Python's json.dump writes", { isAscii: true }],
  ["ids in another order, with holes", { vocab: reversed }],
  ["no merges", { vocab: Object.fromEntries(characters.map((one, id) => [one, id])), merges: [] }],
  [
    "special tokens among the others",
    { vocab: { "<s>": 300, ...inOrder, "<|▁end|>": 301 }, added: [added("<s>", 300), added("<|▁end|>", 301)] },
  ],
  ["a special token that is a byte", { added: [added("h", 71)] }],
  ["a special token that merges make", { added: [added("hay", 257)] }],
  ["a name that stands for no bytes", { vocab: { ...inOrder, "▁": 300 } }],
  [
    "a special token of one character that is not a byte",
    { vocab: { ...inOrder, 中: 262 }, added: [added("中", 262)] },
  ],
  ["a merge whose first name stands for no bytes", { merges: [["中h", "a"]] }],
  ["a merge's text whose second name stands for no bytes", { merges: ["h 中a"] }],
  ["a merge's text of one name", { merges: ["ha"] }],
  ["an empty name", { vocab: { ...inOrder, "": 300 } }],
  ["an id twice", { vocab: { ...inOrder, hb: 5 } }],
  ["a negative id", { vocab: { ...inOrder, hb: -1 } }],
  ["an id that is not an integer", { vocab: { ...inOrder, hb: 1.5 } }],
  ["an id beyond what the engine takes", { vocab: { ...inOrder, hb: 2 ** 21 } }],
  ["an id beyond all", { vocab: { ...inOrder, hb: 2 ** 31 } }],
  ["a merge of what is not a token", { merges: [...merges, ["q", "zz"]] }],
  ["a merge to what is not a token", { merges: [...merges, ["q", "z"]] }],
  ["a merge of three", { merges: [...merges, "a b c"] }],
  ["a merge that is a number", { merges: [...merges, 5] }],
  ["a byte missing", { vocab: Object.fromEntries(tokens.slice(1).map((token, id) => [token, id])) }],
];

describe("the same comes of the text and of the object", () => {
  test.each(shapes)("%s", (_, shape) => {
    const text = write(shape);
    const expected = outcome(JSON.parse(text) as object);
    expect(outcome(text)).toEqual(expected);
    expect(outcome(Buffer.from(text), "wasm")).toEqual(expected);
  });

  test("names that are there twice, fields that are, and lists within others", () => {
    const text = write({ added: [added("<s>", 262)] });
    for (const [from, to] of [
      ['"ha":256', '"ha":256,"ha":256'],
      ['"ha":256', '"ha":900,"ha":256'],
      ['"model":{', '"x":{"vocab":{"a":1},"merges":[]},"model":{'],
      ['"model":{', '"model":{"vocab":{"a":1},"merges":["q"],'],
      ['"added_tokens"', '"vocab" : {"a":1},"added_tokens"'],
      ['"type":"BPE"', '"type":"BPE","note":"\\"vocab\\":{\\"a\\":1}"'],
      // In a step that is read, and would be a mark in the fingerprint.
      ['"id":262', '"vocab":{},"merges":[],"id":262'],
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
    expect(outcome(text)).toMatchObject({ code: "HF_INVALID_FILE" });
  });

  test("with a dropout, however it is written", () => {
    const text = (dropout: string): string =>
      `{"version":"1.0","model":{"type":"BPE","dropout":${dropout},"vocab":{"a":0},"merges":[]}}`;
    for (const none of ["null", "0", "0.0", "0e0"])
      expect([...HfTokenizer.fromJson(text(none)).encode("a")]).toEqual([0]);
    for (const some of ["0.5", "1.0", "1", "1e0"])
      expect(() => HfTokenizer.fromJson(text(some))).toThrow(
        /^model\.dropout is .* Set it to null for the ids without that/,
      );
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
      // WebAssembly has a reader of its own.
      const got = outcome(text, i % 4 === 0 ? "wasm" : "typescript") as { code?: string };
      // What is not JSON may have something else that is not supported, too.
      if (typeof parsed !== "object" || parsed === null)
        expect(got.code, text).toMatch(/^HF_(INVALID|UNSUPPORTED)_FILE$/);
      else expect(got, text).toEqual(outcome(parsed));
      if (got.code === undefined) good++;
    }
    expect(good).toBeGreaterThan(200);
  });
});
