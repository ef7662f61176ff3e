/** Generators: pieces of a text, and text of ids, whatever is at the place where they are cut. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { GptEncoding } from "../src/GptEncoding.ts";
import type { EncodingName } from "../src/mapping.ts";
import { encodingFor, tokenizerFor } from "./tokenizers.ts";

const NONE = { disallowedSpecial: new Set<string>() };

describe.each(["r50k_base", "cl100k_base", "o200k_base"] satisfies EncodingName[])("%s", (name) => {
  const api = encodingFor(name);

  test("500 texts (seed 31) have the ids of the whole text, piece by piece", () => {
    for (const text of seededTexts(31, 500, { maxLength: 60, words: ["'s", "'ſ", "\r\n", "  "] })) {
      const pieces = [...api.encodeGenerator(text, NONE)];
      expect(pieces.flat(), text).toEqual(api.encode(text, NONE));
      // A piece is split no further.
      for (const piece of pieces) expect(piece.length, text).toBeGreaterThan(0);
    }
  });

  test("texts longer than the window (seed 32), with few places to cut them or many, have the pieces of their parts", () => {
    const words = ["word", " ", " ", "  ", "\n", "\u0085", "中文", "1234", "!?"];
    for (const text of seededTexts(32, 12, { maxLength: 30_000, words })) {
      const pieces = [...api.encodeGenerator(text, NONE)];
      expect(pieces.flat()).toEqual(api.encode(text, NONE));
      // Ends of pieces, against those of the text in front of a space that begins one.
      const cut = text.search(/(?<=\w) (?=\w)/);
      const parts = [text.slice(0, cut), text.slice(cut)].flatMap((part) => [...api.encodeGenerator(part, NONE)]);
      if (cut > 0) expect(parts).toEqual(pieces);
    }
  });

  test("the bytes of 300 texts' ids (seed 33), cut at random, are decoded as decode does", async () => {
    const random = mulberry32(33);
    for (const text of seededTexts(33, 300, { maxLength: 40 })) {
      const ids = api.encode(text, NONE);
      const from = Math.floor(random() * ids.length);
      const some = ids.slice(from, from + Math.floor(random() * ids.length));
      const whole = api.decode(some);
      expect([...api.decodeGenerator(some)].join(""), text).toBe(whole);
      expect([...api.decodeGenerator(new Set(some))].join(""), text).toBe(api.decode(new Set(some)));
      expect(await api.decodeAsync(asyncOf(some)), text).toBe(whole);
      expect(api.decode(Int32Array.from(some)), text).toBe(whole);
    }
  });

  test("two readers at once do not mix", () => {
    const [one, other] = [api.encode("👋🌍中"), api.encode("🌍👋文")].map((ids) => api.decodeGenerator(ids));
    const read: [string, string] = ["", ""];
    for (let i = 0; i < 20; i++) {
      read[0] += one!.next().value ?? "";
      read[1] += other!.next().value ?? "";
    }
    expect(read).toEqual(["👋🌍中", "🌍👋文"]);
  });
});

async function* asyncOf(ids: readonly number[]): AsyncGenerator<number> {
  for (const id of ids) yield await Promise.resolve(id);
}

test("a reader skips ids that are not tokens, as the original's does", () => {
  const api = encodingFor("cl100k_base");
  expect([...api.decodeGenerator([15339, 100_300, -1, 1.5, 1917])]).toEqual(["hello", " world"]);
  expect([...api.decodeGenerator(["length", undefined, null] as unknown as number[])]).toEqual([]);
});

test("the generator returns how many ids the last piece has", () => {
  const generator = encodingFor("cl100k_base").encodeGenerator("a 👋");
  expect([generator.next(), generator.next(), generator.next()]).toEqual([
    { value: [64], done: false },
    { value: [62904, 233], done: false },
    { value: 2, done: true },
  ]);
});

test("who stops early has had the beginning encoded alone", () => {
  let units = 0;
  const real = tokenizerFor("o200k_base");
  const counting = Object.create(real, {
    decodeSingleTokenBytes: { value: real.decodeSingleTokenBytes.bind(real) },
    encodeOrdinary: {
      value: (text: string) => {
        units += text.length;
        return real.encodeOrdinary(text);
      },
    },
    useOrdinary: {
      value: (text: string, use: (ids: Int32Array) => number[]) => {
        units += text.length;
        return real.useOrdinary(text, use);
      },
    },
  }) as BpeTokenizer;
  const generator = GptEncoding.getEncodingApi("o200k_base", () => counting).encodeGenerator("a word ".repeat(1e6));
  expect(generator.next().value).toEqual([64]);
  expect(units).toBe(1);
  for (let i = 0; i < 1000; i++) generator.next();
  expect(units).toBeLessThan(1 << 13);
});

test("10^6 equal characters", () => {
  const api = encodingFor("o200k_base");
  for (const text of ["a".repeat(1e6), " ".repeat(1e6), "中".repeat(1e6)]) {
    const ids = api.encode(text);
    // A matcher takes ten seconds for so many.
    expect([...api.encodeGenerator(text)].flat().join() === ids.join()).toBe(true);
    expect(api.isWithinTokenLimit(text, 10)).toBe(false);
    expect(api.isWithinTokenLimit(text, ids.length)).toBe(ids.length);
  }
});
