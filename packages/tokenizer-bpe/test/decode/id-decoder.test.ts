/** Text of ids on both engines: against the platform's decoder of all bytes, with tokens that cut characters. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { IdDecoder } from "../../src/decode/id-decoder.ts";
import { decodedTokens } from "../../src/decode/decoded-tokens.ts";
import { MAX_IDS, MAX_UNITS } from "../../src/decode/unit-memory.ts";
import { ENCODING_DEFINITIONS } from "../../src/encoding-definitions.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";
import type { EncodingName } from "../../src/index.ts";
import { cl100kVocabulary } from "../../src/vocabulary/cl100k.ts";
import { o200kVocabulary } from "../../src/vocabulary/o200k.ts";
import { r50kVocabulary } from "../../src/vocabulary/r50k.ts";
import type { VocabularySource } from "../../src/vocabulary/vocabulary-source.ts";
import { WasmMemory } from "../../src/wasm/wasm-memory.ts";
import { FAMILIES, TRICKY_WORDS } from "../families.ts";
import { decoderOn, ENGINES, isOneByte, slowText, sourceOf } from "./decoders.ts";

const SOURCES: { readonly [name in EncodingName]?: VocabularySource } = {
  gpt2: r50kVocabulary,
  cl100k_base: cl100kVocabulary,
  o200k_base: o200kVocabulary,
};
const none = new Uint8Array(0);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const invalidId = (index: number): unknown =>
  expect.objectContaining({ code: "BPE_INVALID_TOKEN_ID", fields: expect.objectContaining({ index }) as object });

describe.each(ENGINES)("%s", (engine) => {
  describe.each(FAMILIES)("%s", (name, tokenizer) => {
    const source = SOURCES[name]!;
    const special = ENCODING_DEFINITIONS[name].specialTokens;
    const isSpecial = new Set(special.values());
    const decoder = decoderOn(engine, source, special);
    const random = mulberry32(81);
    /** Tokens that begin or end within a character, and all the others. */
    const [cut, all] = [[] as number[], [] as number[]];
    for (let id = 0; id < decoder.size; id++) {
      if (source.copyToken(id, none) === 0 && !isSpecial.has(id)) continue;
      all.push(id);
      if (Buffer.from(decoder.token(id)).toString().includes("\ufffd")) cut.push(id);
    }
    const pick = (from: readonly number[]): number => from[Math.floor(random() * from.length)]!;

    test("every token by itself, and all of them together", () => {
      const wrong = all.filter((id) => decoder.text([id]) !== Buffer.from(decoder.token(id)).toString());
      expect(wrong).toEqual([]);
      expect(decoder.text(all) === slowText(decoder, all)).toBe(true);
      expect(Buffer.from(decoder.bytes(all)).equals(Buffer.concat(all.map((id) => decoder.token(id))))).toBe(true);
    });

    test("3,000 lists of random ids (seed 81), many of them cut", () => {
      for (let i = 0; i < 3000; i++) {
        const share = random();
        const ids = Array.from({ length: random() * 40 }, () => pick(random() < share ? cut : all));
        expect(decoder.text(ids), ids.join()).toBe(slowText(decoder, ids));
      }
    });

    test("1,000 random texts (seed 82) in parts that are cut anywhere: no part ends within a character", () => {
      for (const text of seededTexts(82, 1000, { words: [...TRICKY_WORDS, "\u9f98\u{2a6b2}"] })) {
        const ids = tokenizer.encodeOrdinary(text);
        const open = decoder.open();
        const platform = new TextDecoder("utf-8", { ignoreBOM: true });
        for (let start = 0; start < ids.length;) {
          const part = ids.subarray(start, (start += 1 + Math.floor(random() * 3)));
          expect(open.push(part)).toBe(platform.decode(decoder.bytes(part), { stream: true }));
        }
        expect(open.end()).toBe(platform.decode());
      }
    });

    test("1,000 lists of random ids (seed 81): strict where all bytes are UTF-8, else an error", () => {
      const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
      let errors = 0;
      for (let i = 0; i < 1000; i++) {
        const ids = Array.from({ length: random() * 20 }, () => pick(random() < 0.1 ? cut : all));
        let expected: string | undefined;
        try {
          expected = strict.decode(decoder.bytes(ids));
        } catch {
          errors++;
        }
        if (expected !== undefined) expect(decoder.strictText(ids)).toBe(expected);
        else expect(() => decoder.strictText(ids)).toThrow(expect.objectContaining({ code: "BPE_INVALID_UTF8" }));
      }
      expect(errors).toBeGreaterThan(100);
    });
  });

  describe("any bytes", () => {
    const bytes = decoderOn(engine, sourceOf(Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))));

    test("each two bytes, and each two behind what begins a character of three or four", () => {
      const beginnings = [[], [0xe0], [0xe1], [0xed], [0xf0], [0xf1], [0xf4], [0xf0, 0x90], [0xf4, 0x8f]];
      for (const beginning of beginnings) {
        for (let pair = 0; pair < 1 << 16; pair++) {
          const ids = [...beginning, pair >> 8, pair & 255];
          const text = bytes.text(ids);
          if (text !== slowText(bytes, ids)) expect(text, ids.join()).toBe(slowText(bytes, ids));
        }
      }
    });

    test("20,000 lists of random bytes (seed 83), near the borders of what is UTF-8", () => {
      const random = mulberry32(83);
      const near = [0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec];
      near.push(0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xfb, 0xff);
      for (let i = 0; i < 20_000; i++) {
        const ids = Array.from({ length: random() * 12 }, () => near[Math.floor(random() * near.length)]!);
        expect(bytes.text(ids), ids.join()).toBe(slowText(bytes, ids));
      }
    });
  });

  describe("lengths", () => {
    const ids = Int32Array.from({ length: 3 * MAX_IDS + 7 }, (_, i) => (i * 7919) % 50_000);

    test.each([0, 1, 63, 64, MAX_IDS - 1, MAX_IDS, MAX_IDS + 1, 3 * MAX_IDS + 7])("%i ids", (length) => {
      const decoder = decoderOn(engine, o200kVocabulary);
      const part = ids.subarray(0, length);
      expect(decoder.text(part) === slowText(decoder, part)).toBe(true);
    });

    test.each([-1, 0, 1, 80, 81])("a character that is cut between blocks of ids, behind %i more", (more) => {
      const decoder = decoderOn(engine, sourceOf([utf8("a"), Uint8Array.of(0xe4), Uint8Array.of(0xb8, 0xad)]));
      const list = new Int32Array(2 * MAX_IDS + 200);
      list.set([1, 2, 1, 1, 2, 2], MAX_IDS + more);
      expect(decoder.text(list) === slowText(decoder, list)).toBe(true);
    });

    test.each([-1, 0, 1, 80, 81])("texts longer than one string is made of, by %i units", (more) => {
      const tokens = ["a", "\u{1f600}", "hay", "x".repeat(63), "\u4e2d".repeat(62)];
      const decoder = decoderOn(engine, sourceOf(tokens.map(utf8)));
      // No token cuts a character, so that the text is theirs one after another.
      const textOf = (some: readonly number[]): string => some.map((id) => tokens[id]).join("");
      const list = [
        ...Array.from({ length: MAX_UNITS + more - 2 * 100 }, () => 0),
        ...Array.from({ length: 200 }, () => 1),
      ];
      expect(decoder.text(list) === textOf(list)).toBe(true);
      const mixed = Array.from({ length: 200_000 }, (_, i) => (i + more + 5) % 5);
      expect(decoder.text(mixed) === textOf(mixed)).toBe(true);
    });

    test("tokens too long to be kept, ASCII or not, whole or cut, up to 5 MB", () => {
      const lengths = [1, 8, 9, 15, 16, 17, 31, 32, 33, 62, 63, 64, 65, 127, 188, 189, 190, 191, 1000, 5_000_000];
      const tokens = lengths.flatMap((length) => [
        utf8("a".repeat(length)),
        utf8("\u4e2d".repeat(Math.ceil(length / 3))),
        utf8(`\u00e9${"\u{1f600}".repeat(Math.ceil(length / 4))}`).subarray(1),
        utf8(`${"b".repeat(length)}\u{1f600}`).subarray(0, -2),
      ]);
      const decoder = decoderOn(engine, sourceOf(tokens));
      const random = mulberry32(84);
      for (let i = 0; i < 300; i++) {
        const list = Array.from({ length: random() * 30 }, () => Math.floor(random() * (tokens.length - 4)));
        expect(decoder.text(list), list.join()).toBe(slowText(decoder, list));
      }
      const longest = tokens.map((_, id) => id).concat(tokens.length - 2, tokens.length - 1);
      expect(decoder.text(longest) === slowText(decoder, longest)).toBe(true);
    });
  });

  describe("ids", () => {
    const decoder = decoderOn(engine, o200kVocabulary, ENCODING_DEFINITIONS.o200k_base.specialTokens);
    const ids = Array.from({ length: 40_000 }, (_, i) => (i * 31) % 60_000);
    const expected = slowText(decoder, ids);

    test.each<[string, (ids: number[]) => ArrayLike<number>]>([
      ["Int32Array", (list) => Int32Array.from(list)],
      ["Uint32Array", (list) => Uint32Array.from(list)],
      ["Uint16Array", (list) => Uint16Array.from(list)],
      ["Float64Array", (list) => Float64Array.from(list)],
      ["a part of an array", (list) => Int32Array.from([7, 7, 7, ...list, 7]).subarray(3, -1)],
      ["shared memory", (list) => new Int32Array(new SharedArrayBuffer(4 * list.length)).map((_, i) => list[i]!)],
      ["a frozen list", (list) => Object.freeze([...list])],
      ["something like an array", (list) => ({ ...list, length: list.length })],
    ])("as %s", (_, make) => {
      expect(decoder.text(make(ids)) === expected).toBe(true);
      expect(decoder.text(make([13225, 2375]))).toBe("Hello world");
    });

    test.each<[string, unknown]>([
      ["none", 200_017],
      ["the first beyond all", 200_019],
      ["negative", -1],
      ["the smallest", -(2 ** 31)],
      ["beyond 32 bits", 2 ** 32 + 5],
      ["no integer", 5.5],
      ["NaN", Number.NaN],
      ["a string", "5"],
      ["nothing", undefined],
    ])("what is not a token: %s, at any index", (_, bad) => {
      for (const index of [0, 1, 70, MAX_IDS - 1, MAX_IDS, 39_999]) {
        const list = [...ids];
        list[index] = bad as number;
        expect(() => decoder.text(list)).toThrow(invalidId(index));
        // Nothing of it is left.
        expect(decoder.text([13225, 2375])).toBe("Hello world");
      }
      const typed = Uint32Array.from(ids);
      typed[20_000] = 0xffff_ffff;
      expect(() => decoder.text(typed)).toThrow(invalidId(20_000));
    });

    test("an id whose getter decodes something else", () => {
      const list = [13225, 2375];
      const within: string[] = [];
      const odd = Object.defineProperty([13225, 0], 1, {
        get: () => {
          within.push(decoder.text(ids), decoder.text(list));
          return 2375;
        },
      });
      expect(decoder.text(odd)).toBe("Hello world");
      expect(within.slice(0, 2)).toEqual([expected, "Hello world"]);
    });

    test("an error in a stream leaves what came before", () => {
      const bytes = decoderOn(engine, sourceOf([Uint8Array.of(0xe4), Uint8Array.of(0xb8), Uint8Array.of(0xad)]));
      const open = bytes.open();
      expect(open.push([0, 1])).toBe("");
      expect(() => open.push([2, 3])).toThrow(invalidId(1));
      expect(open.push([2])).toBe("\u4e2d");
    });
  });

  test("characters of ASCII and Latin-1 take one byte each, whatever came before", async () => {
    const decoder = decoderOn(engine, o200kVocabulary);
    const wide = decoder.text([...Array(200).keys()]);
    expect(await isOneByte(wide)).toBe(false);
    const hay = Int32Array.from({ length: 500_000 }, (_, i) => [71, 352, 13][i % 3]!);
    for (const count of [1, 2, 100, 20_000, 500_000]) {
      const text = decoder.text(hay.subarray(0, count));
      expect(/^[\0-\x7f]*$/.test(text) && (await isOneByte(text))).toBe(true);
    }
    const latin1 = "na\u00efve caf\u00e9, \u00bfqu\u00e9? \u00a0\u00ff";
    expect(decoder.text(o200kBase.encode(latin1))).toBe(latin1);
    expect(await isOneByte(decoder.text(o200kBase.encode("\u00bfqu\u00e9?")))).toBe(true);
  });
});

describe("where WebAssembly fails", () => {
  const tokens = decodedTokens(o200kVocabulary, new Map());
  const ids = Int32Array.from({ length: 30_000 }, (_, i) => (i * 31) % 60_000);

  test("when it is opened: TypeScript goes on, and it is not tried again", () => {
    let opened = 0;
    const decoder = new IdDecoder("test", tokens, () => {
      opened++;
      throw new WebAssembly.CompileError("a policy forbids it");
    });
    for (let i = 0; i < 3; i++) expect(decoder.text(ids) === slowText(decoder, ids)).toBe(true);
    expect(opened).toBe(1);
  });

  test("by a trap in the middle of a text, or of a stream: TypeScript answers", () => {
    class Trapped extends WasmMemory {
      calls = 0;
      override copy(first: number, count: number): number {
        if (this.calls++ === 4) throw new WebAssembly.RuntimeError("unreachable");
        return super.copy(first, count);
      }
    }
    const decoder = new IdDecoder("test", tokens, (memory) => new Trapped(memory, o200kVocabulary));
    const open = decoder.open();
    let text = "";
    for (let start = 0; start < ids.length; start += 5000) text += open.push(ids.subarray(start, start + 5000));
    text += open.end();
    expect(text === slowText(decoder, ids)).toBe(true);
    expect(decoder.text(ids) === text).toBe(true);
    const cause = expect.any(WebAssembly.RuntimeError) as Error;
    expect(decoder.failure).toMatchObject({ code: "BPE_ENGINE_FAILED", cause });
    const failedAt = decoder.failure!.fields["ids"] as Int32Array;
    const start = ids.indexOf(failedAt[0]!);
    expect(start % 5000).toBe(0);
    expect(failedAt.subarray(0, 5000)).toEqual(ids.subarray(start, start + 5000));
  });

  test("few ids don't open it", () => {
    let opened = 0;
    const decoder = new IdDecoder("test", tokens, (memory) => {
      opened++;
      return new WasmMemory(memory, o200kVocabulary);
    });
    for (let i = 0; i < 10; i++) decoder.text(ids.subarray(0, 100));
    expect(opened).toBe(0);
    decoder.text(ids.subarray(0, 100));
    expect(opened).toBe(1);
  });
});
