/** SentencePiece files that are wrong, cut or hostile, and what a config and options do with those that are not. */
import { HfTokenizer } from "@windrow/tokenizer-hf";
import { describe, expect, test } from "vitest";
import { fixture } from "../../fixtures/fixture.ts";
import { type Field, joined, message, ofBase64 } from "../../sentence-piece-bytes.ts";

const [NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE] = [1, 2, 3, 4, 5, 6];

const piece = (text: string, score = 0, type = NORMAL!): Field => [
  1,
  message([1, text], [2, { float: score }], [3, type]),
];
const START = [piece("<unk>", 0, UNKNOWN), piece("<s>", 0, CONTROL), piece("</s>", 0, CONTROL)];
const PLAIN: Field = [3, message([4, false], [3, false])];
const BPE: Field = [2, message([3, 2])];

function open(...fields: readonly Field[]): HfTokenizer {
  return HfTokenizer.fromSentencePiece(message(...fields));
}

const wrong = (code: string, text: string): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string });

function expectInvalid(bytes: unknown, text: string): void {
  expect(() => HfTokenizer.fromSentencePiece(bytes as Uint8Array)).toThrow(wrong("HF_INVALID_FILE", text) as Error);
}

describe("files that are wrong", () => {
  const small = message(...START, piece("a", -1), piece("\u00e9", -2), PLAIN, BPE);

  test("cut anywhere: an error, or a file with fewer fields", () => {
    for (let end = 0; end < small.length; end++) {
      try {
        HfTokenizer.fromSentencePiece(small.subarray(0, end));
      } catch (error) {
        expect(error).toEqual(wrong("HF_INVALID_FILE", "tokenizer.model"));
      }
    }
  });

  test("other bytes", () => {
    expectInvalid(new Uint8Array(0), "it has no pieces");
    expectInvalid(new TextEncoder().encode('{"model": {"type": "BPE"}}'), "is not a SentencePiece model");
    expectInvalid(
      Uint8Array.from({ length: 100 }, () => 0xff),
      "is not a SentencePiece model",
    );
    expectInvalid("tokenizer.model", "expected the bytes of a SentencePiece model");
    expectInvalid(undefined, "expected the bytes");
    for (let seed = 1; seed <= 300; seed++) {
      let state = seed;
      const bytes = Uint8Array.from(small, (byte) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 28 === 0 ? state >>> 16 : byte;
      });
      try {
        HfTokenizer.fromSentencePiece(bytes).encode("a\u00e9b");
      } catch (error) {
        expect(error).toMatchObject({ name: "HfError", code: "HF_INVALID_FILE" });
      }
    }
  });

  test("a length that is not there is not made room for", () => {
    const length = [0xff, 0xff, 0xff, 0xff, 0x7f];
    expectInvalid(Uint8Array.from([0x0a, ...length]), "it can't be read past byte 6 of 6");
    expectInvalid(
      joined(small, Uint8Array.from([0x0a, ...length, 1, 2, 3])),
      "is not a SentencePiece model, or is cut short",
    );
    expectInvalid(Uint8Array.from([0x0a, ...length.slice(0, 4), ...length.slice(0, 4), ...length]), "cut short");
    const map = message([2, Uint8Array.from([0xfc, 0xff, 0xff, 0xff, 0, 0, 0, 0])]);
    expectInvalid(message(...START, [3, map]), "normalizer_spec.precompiled_charsmap is cut short");
  });

  test.each<readonly [string, readonly Field[], string]>([
    ["no unknown piece", [piece("a")], "has no unknown piece"],
    ["two of them", [...START, piece("<u>", 0, UNKNOWN)], "piece 3, is an unknown piece, as is piece 0"],
    ["a piece twice", [...START, piece("a"), piece("b"), piece("a", 0, UNUSED)], 'piece 5, is "a", as is piece 3'],
    ["an empty piece", [...START, piece("")], "piece 3, has no text"],
    ["a score that is not a number", [...START, piece("a", Number.NaN)], "piece 3, has the score NaN"],
    ["a score without end", [...START, piece("a", -Infinity)], "has the score -Infinity"],
    ["a type that is none", [...START, piece("a", 0, 7)], "has the unknown type 7"],
    ["a kind of model that is none", [...START, [2, message([3, 9])]], "has the unknown model type 9"],
    ["a piece that is not UTF-8", [...START, [1, message([1, Uint8Array.of(0xff)])]], "is not UTF-8"],
    ["a score of another type", [...START, [1, message([1, "a"], [2, "x"])]], "does not have the type"],
    ["bytes without byte_fallback", [...START, piece("<0x41>", 0, BYTE)], "but byte_fallback is false"],
    ["a byte that is none", [...START, piece("<0xZZ>", 0, BYTE), [2, message([35, true])]], "expected a byte such as"],
    ["not all bytes", [...START, piece("<0x41>", 0, BYTE), [2, message([35, true])]], "has 1 of the 256 bytes"],
    ["a map that is too short", [...START, [3, message([2, Uint8Array.of(1)])]], "precompiled_charsmap"],
  ])("%s", (_, fields, text) => {
    expectInvalid(message(...fields), text);
  });

  test("a map that is cut", async () => {
    const { maps, models } = await fixture<{
      maps: Record<string, string>;
      models: { name: string; model: string; map: string }[];
    }>("sentence-piece-models.json.gz");
    const { model, map } = models.find(({ name }) => name === "bpe")!;
    const field = ofBase64(maps[map]!);
    // A tag and a length of three bytes, twice.
    const bytes = field.subarray(8);
    const opened = (cut: Uint8Array): HfTokenizer =>
      HfTokenizer.fromSentencePiece(joined(ofBase64(model), message([3, message([2, cut])])));
    expect(opened(bytes).encode("\uff48\uff41\uff59")).toEqual(opened(bytes).encode("hay"));
    for (const part of [0.1, 0.5, 0.9, 0.99, 0.9999])
      expect(() => opened(bytes.subarray(0, bytes.length * part))).toThrow(
        wrong("HF_INVALID_FILE", "cut short") as Error,
      );
  });
});

describe("control symbols", () => {
  const tokenizer = open(...START, ...["<", "s", ">", "a"].map((text) => piece(text, -1)), PLAIN, BPE);

  test("are never found in a text, and have no text", () => {
    expect([...tokenizer.encode("<s>a")]).toEqual([3, 4, 5, 6]);
    expect([...tokenizer.encode("<s>a", { allowedSpecial: "all" })]).toEqual([3, 4, 5, 6]);
    expect(tokenizer.decode([1, 6, 2])).toBe("a");
    expect(tokenizer.specialTokens).toEqual(
      new Map([
        ["<s>", 1],
        ["</s>", 2],
      ]),
    );
    expect([tokenizer.bosToken, tokenizer.eotToken, tokenizer.unkToken, tokenizer.padToken]).toEqual([
      1,
      2,
      0,
      undefined,
    ]);
  });

  test("are found where they are named", () => {
    const further = tokenizer.extendSpecialTokens({ "<s>": 1 });
    expect([...further.encode("<s>a", { allowedSpecial: "all" })]).toEqual([1, 6]);
    expect(() => further.encode("<s>a")).toThrow(wrong("HF_DISALLOWED_SPECIAL_TOKEN", "<s>") as Error);
    expect(further.fingerprint).not.toBe(tokenizer.fingerprint);
  });
});

test("special tokens around texts: bos for BPE, eos for others, or what a config says", () => {
  const pieces = [...START, piece("a", -1), PLAIN];
  const AROUND = { addSpecialTokens: true };
  expect([...open(...pieces, BPE).encode("a", AROUND)]).toEqual([1, 3]);
  expect([...open(...pieces).encode("a", AROUND)]).toEqual([3, 2]);
  expect([...open(...pieces, BPE).encode("a", { ...AROUND, pair: "aa" })]).toEqual([1, 3, 1, 3, 3]);
  const config = { add_bos_token: false, add_eos_token: true };
  const other = HfTokenizer.fromSentencePiece(message(...pieces, BPE), { config, name: "other" });
  expect([[...other.encode("a", AROUND)], other.name]).toEqual([[3, 2], "other"]);
  expect(() => HfTokenizer.fromSentencePiece(message(...pieces), { config: 1 as never })).toThrow(
    wrong("HF_INVALID_OPTION", "config") as Error,
  );
});

test("an unused piece is split as if made last, and a character that is not a piece is part of others", () => {
  const tokenizer = open(...START, piece("ab", 2), piece("bc", 1), piece("abc", 0, UNUSED), piece("xy", 1), PLAIN, BPE);
  expect([...tokenizer.encode("abc")]).toEqual([3, 0]);
  expect([...tokenizer.encode("xyx")]).toEqual([6, 0]);
});

test("10^6 equal characters, and symbols, take time that grows with them", () => {
  const pieces = [...START, ...["a", "aa", "aaaa", "aaaaaaaa"].map((text, i) => piece(text, -i)), piece("\u2581", -9)];
  const symbols = ["b", "bb", "bbbbbbbb"].map((text) => piece(text, 0, USER_DEFINED));
  for (const kind of [1, 2, 4]) {
    const tokenizer = open(...pieces, ...symbols, [2, message([3, kind])]);
    for (const letter of ["a", "b", "\u00e9", " ", "\u2581"]) {
      const ids = tokenizer.encode(letter.repeat(1_000_000));
      expect(ids.length).toBeLessThanOrEqual(1_000_001);
    }
  }
}, 60_000);
