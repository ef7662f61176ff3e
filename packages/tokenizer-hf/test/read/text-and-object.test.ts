/**
 * A tokenizer.json as its text or its bytes, whose lists are read without JSON.parse, against the object that JSON.parse
 * makes of it: the same tokenizer, or the same error.
 */
import { mulberry32 } from "@windrow/testing";
import { HAY_SHAPES, HAY_VOCAB, type HayShape, specialHayToken, writeHayFile } from "@windrow/testing/hugging-face";
import { describe, expect, test } from "vitest";
import { type HfError, HfTokenizer } from "../../src/index.ts";

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

const shapes: readonly (readonly [string, HayShape])[] = [
  ...HAY_SHAPES.map(([name, shape]) => [name, shape] as const),
  ["an id beyond 31 bits", { vocab: { ...HAY_VOCAB, hb: 2 ** 31 } }],
];
const asTexts = HAY_SHAPES.find(([name]) => name === "as texts")![1];
const withSpecial = HAY_SHAPES.find(([name]) => name === "special tokens among the others")![1];

describe("the same comes of the text and of the object", () => {
  test.each(shapes)("%s", (_, shape) => {
    const text = writeHayFile(shape);
    const expected = outcome(JSON.parse(text) as object);
    expect(outcome(text)).toEqual(expected);
    expect(outcome(Buffer.from(text), "wasm")).toEqual(expected);
  });

  test("names that are there twice, fields that are, and lists within others", () => {
    const text = writeHayFile({ added: [specialHayToken("<s>", 262)] });
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
    const { vocab, merges: whole } = (JSON.parse(writeHayFile()) as { model: HayShape }).model;
    const text = writeHayFile({ vocab: { a: 0 }, merges: [] }).replace(
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
    const text = writeHayFile({ added: [specialHayToken("<x>", 300)] }).replace("<x>", "<\ud800>");
    expect(outcome(text)).toEqual(outcome(JSON.parse(text) as object));
  });

  test("of 6,000 damaged files (seed 43)", () => {
    const random = mulberry32(43);
    const below = (limit: number): number => Math.floor(random() * limit);
    const pieces = ["hay", "\\u0120", ...'"\\{}[],: 01-aĠ\ufeff\n'];
    const files = [writeHayFile(), writeHayFile({ ...asTexts, indent: 1 }), writeHayFile(withSpecial)];
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
