/** Where tokens begin in a text that is encoded: tiktoken's own facts, a slow twin, special tokens that share ids. */
import { readFileSync } from "node:fs";
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kHarmony } from "../src/encodings/o200k_harmony.ts";
import { BpeTokenizer, type EncodeOptions, type EncodingName, type OffsetUnit } from "../src/index.ts";
import { FAMILIES, TRICKY_WORDS } from "./families.ts";

const UNITS: readonly OffsetUnit[] = ["utf16", "codePoint"];
const ALL: EncodeOptions = { allowedSpecial: "all" };
/** Characters of one to four bytes that vocabularies cut, and cut characters beside special tokens. */
const WORDS = [...TRICKY_WORDS, "\u{2a6b2}", "\u{1f468}\u200d\u{1f469}", "\u1230\u120b\u121d", "\u9f98", "\ud83d"];

const { texts, facts } = JSON.parse(readFileSync(new URL("fixtures/offsets.json", import.meta.url), "utf8")) as {
  texts: string[];
  facts: Record<EncodingName, { ids: number[]; offsets: number[] }[]>;
};

/** One character after another: the longest name that stands there, or a character of a part that is encoded by itself. */
function slowTwin(tokenizer: BpeTokenizer, text: string, names: readonly string[], unit: OffsetUnit) {
  const characters = [...text];
  const widths = characters.map((character) => (unit === "utf16" ? character.length : 1));
  const startOf = (index: number): number => widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  const ids: number[] = [];
  const starts: number[] = [];
  let part: number[] = [];
  const encodePart = (): void => {
    // The character that each byte belongs to.
    const characterOf = part.flatMap((index) => Array.from(Buffer.from(characters[index]!), () => index));
    let at = 0;
    for (const id of tokenizer.encodeOrdinary(part.map((index) => characters[index]).join(""))) {
      ids.push(id);
      starts.push(startOf(characterOf[at]!));
      at += tokenizer.decodeSingleTokenBytes(id).length;
    }
    expect(at).toBe(characterOf.length);
    part = [];
  };
  const lists = names.map((name) => [...name]).toSorted((a, b) => b.length - a.length);
  for (let index = 0; index < characters.length;) {
    const name = lists.find((list) => list.every((character, i) => characters[index + i] === character));
    if (name === undefined) part.push(index++);
    else {
      encodePart();
      ids.push(tokenizer.specialTokens.get(name.join(""))!);
      starts.push(startOf(index));
      index += name.length;
    }
  }
  encodePart();
  return { ids, starts };
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function expectAsTwin(tokenizer: BpeTokenizer, text: string, names: readonly string[]): void {
  const options: EncodeOptions = { allowedSpecial: names, disallowedSpecial: [] };
  for (const unit of UNITS) {
    const { ids, starts } = tokenizer.encodeWithOffsets(text, { unit, ...options });
    const expected = slowTwin(tokenizer, text, names, unit);
    expect({ ids: [...ids], starts: [...starts] }, `${JSON.stringify(text)} in ${unit}`).toEqual(expected);
    expect(ids).toEqual(tokenizer.encode(text, options));
  }
}

describe.each(FAMILIES)("%s", (name, tokenizer) => {
  test(`tiktoken's offsets of ${texts.length} texts`, () => {
    expect(facts[name].length).toBe(texts.length);
    for (const [i, text] of texts.entries()) {
      const { ids, offsets } = facts[name][i]!;
      const encoded = tokenizer.encodeWithOffsets(text, { unit: "codePoint", allowedSpecial: ["<|endoftext|>"] });
      expect({ ids: [...encoded.ids], offsets: [...encoded.starts] }, JSON.stringify(text)).toEqual({ ids, offsets });
      const decoded = tokenizer.decodeWithOffsets(ids, { unit: "codePoint" });
      expect([...decoded.offsets]).toEqual(offsets);
    }
  });

  test("600 random texts (seed 71) as the slow twin has them, with special tokens and without", () => {
    for (const text of seededTexts(71, 600, { words: WORDS })) {
      expectAsTwin(tokenizer, text, []);
      expectAsTwin(tokenizer, text, [...tokenizer.specialTokens.keys()]);
    }
  });

  test("600 random texts (seed 72): what begins at a start is what the token's bytes say", () => {
    for (const text of seededTexts(72, 600, { words: WORDS })) {
      const { ids, starts } = tokenizer.encodeWithOffsets(text, ALL);
      const wellFormed = Buffer.from(text).toString();
      for (const [i, start] of starts.entries()) {
        expect(start).toBeGreaterThanOrEqual(starts[i - 1] ?? 0);
        const token = tokenizer.decode([ids[i]!]);
        // A token of cut characters has others in its place.
        if (!token.includes("\ufffd")) expect(wellFormed.startsWith(token, start), JSON.stringify(text)).toBe(true);
      }
    }
  });

  test("texts of a million characters, and of none", () => {
    const none = tokenizer.encodeWithOffsets("");
    expect([none.ids.length, none.starts.length]).toEqual([0, 0]);
    for (const text of ["a".repeat(1_000_000), "\u{1f600}\u9f98 hay\n".repeat(150_000)]) {
      const { ids, starts } = tokenizer.encodeWithOffsets(text);
      const { offsets } = tokenizer.decodeWithOffsets(ids);
      expect(areEqual(ids, tokenizer.encode(text)) && areEqual(starts, offsets)).toBe(true);
      expect(text.slice(starts.at(-1))).toBe(tokenizer.decode(ids.subarray(-1)));
    }
  });
});

test("lone surrogates count one, halves of a pair two together", () => {
  const startsOf = (text: string, unit?: OffsetUnit): number[] => [...gpt2.encodeWithOffsets(text, { unit }).starts];
  expect(startsOf("\ud800a")).toEqual([0, 1]);
  expect(startsOf("a\udc00\ud800b")).toEqual([0, 1, 3]); // two U+FFFD are one token
  // Two tokens of two bytes each.
  expect(startsOf("\u{1f600}a")).toEqual([0, 0, 2]);
  expect(startsOf("\u{1f600}a", "codePoint")).toEqual([0, 0, 1]);
});

describe("special tokens", () => {
  test("an id with two names has in the text the length of the one that stands there", () => {
    const text = "a<|endofprompt|>b<|reserved_200018|><|endofprompt|>\u{1f600}c";
    const { ids, starts } = o200kHarmony.encodeWithOffsets(text, ALL);
    expect([...ids].filter((id) => id === 200018).length).toBe(3);
    expect([...starts]).toEqual([0, 1, 16, 17, 36, 51, 53]);
    expectAsTwin(o200kHarmony, text, ["<|endofprompt|>", "<|reserved_200018|>"]);
    expectAsTwin(o200kHarmony, text, ["<|reserved_200018|>"]);
  });

  const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`);
  const ranks = [...bytes, `${btoa("ha")} 256`, `${btoa("\u00f0\u009f")} 257`].join("\n");
  const specialTokens = new Map([
    ["<a", 258],
    ["<ab>", 259],
    ["<\u{1f600}", 259],
    ["\ud83d", 260],
    ["\udc00>", 258],
    ["ha", 261],
  ]);
  const names = [...specialTokens.keys()];

  test.each(["cl100k_base", String.raw`\s+|[^\s]{1,3}`, "[^]"])(
    "names that begin alike, share ids and have half characters: 1,500 random texts (seed 73), pattern %s",
    (pattern) => {
      const own = BpeTokenizer.fromTiktoken(ranks, { name: "own", pattern, specialTokens });
      const words = [...names, "<ab", "haha", "\u{1f600}", "\u{1f400}", "\ud83d\ud83d\ude00"];
      for (const text of seededTexts(73, 500, { words, maxLength: 20 })) {
        expectAsTwin(own, text, names);
        expectAsTwin(own, text, names.slice(1, 4));
        expectAsTwin(own, text, []);
      }
    },
  );

  test("those that are disallowed are refused as encode does", () => {
    const text = "hay <|endoftext|>";
    const errorOf = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return error;
      }
    };
    for (const options of [{}, { disallowedSpecial: ["hay"] }, { allowedSpecial: "hay" as never }]) {
      const error = errorOf(() => gpt2.encodeWithOffsets(text, options));
      expect(error).toBeInstanceOf(Error);
      expect(error).toEqual(errorOf(() => gpt2.encode(text, options)));
    }
  });
});
