/** Ids of ordinary text: against the slow twin, at their worst, and with a cache that overflows. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { TypeScriptEngine } from "../src/encode/typescript-engine.ts";
import { IdBuffer } from "../src/id-buffer.ts";
import { PieceCache } from "../src/pieces/piece-cache.ts";
import { highWord, lowWord, shortHash } from "../src/pieces/piece-hash.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { mergeSpace } from "../src/merge/merge-space.ts";
import { merge } from "../src/merge/merge.ts";
import { O200K_PATTERN } from "../src/split/patterns.ts";
import { o200kVocabulary } from "../src/vocabulary/o200k.ts";
import { CHUNK } from "../src/wasm/wasm-text.ts";
import { FAMILIES, TRICKY_WORDS } from "./families.ts";
import { slowTwin } from "./slow-twin.ts";
import { expectSameIds } from "./wasm/expect-same-ids.ts";

/** That ids are the slow twin's. */
function expectSame(ids: Int32Array, twin: (text: string) => number[], text: string): void {
  expectSameIds(ids, Int32Array.from(twin(text)), () => JSON.stringify(text));
}

describe.each(FAMILIES)("%s", (name, tokenizer, load) => {
  const vocabulary = load();
  const twin = slowTwin(name);

  test("agrees with the slow twin on 2,000 random texts (seed 11)", () => {
    for (const text of seededTexts(11, 2000, { words: TRICKY_WORDS })) {
      const ids = tokenizer.encodeOrdinary(text);
      expectSame(ids, twin, text);
      expect(tokenizer.countTokens(text)).toBe(ids.length);
      expect(tokenizer.decode(ids)).toBe(Buffer.from(text, "utf8").toString("utf8"));
    }
  });

  test.each(["a", " ", "\n", "!", "\u4e2d", "\u0301", "'", "9", "\u{1f600}", "\u00e9"])(
    "runs of %j of every length up to 70 agree with the slow twin",
    (unit) => {
      for (let length = 0; length <= 70; length++) {
        for (const text of [unit.repeat(length), `x${unit.repeat(length)}y`, ` ${unit.repeat(length)}\n`]) {
          expectSame(tokenizer.encodeOrdinary(text), twin, text);
        }
      }
    },
  );

  test("texts longer than a chunk agree with the slow twin, wherever the chunks end (seed 14)", () => {
    const text = seededTexts(14, 3000, { words: TRICKY_WORDS }).join("").repeat(8);
    expect(text.length).toBeGreaterThan(6 * CHUNK);
    for (const shift of ["", "z", "zz", "\u{1f600}"]) {
      expectSame(tokenizer.encodeOrdinary(shift + text), twin, shift + text);
    }
  });

  test.each(["\u{1f600}", "\u4e2d", "\u00e9", "a"])(
    "a piece of %j longer than many chunks is merged as a whole",
    (unit) => {
      const piece = unit.repeat(50_000);
      const bytes = Buffer.from(piece, "utf8");
      const space = mergeSpace(bytes.length);
      const count = merge(bytes, 0, bytes.length, { ...vocabulary, isTree: false }, space);
      expectSameIds(tokenizer.encodeOrdinary(piece), space.ids.slice(0, count), () => unit);
    },
  );

  test.each(["a", " ", "\n", "\u4e2d"])("10^6 times %j ends, and decodes to the text", (character) => {
    const text = character.repeat(1_000_000);
    const ids = tokenizer.encodeOrdinary(text);
    expect(ids.length).toBeLessThanOrEqual(Buffer.byteLength(text));
    expect(tokenizer.decode(ids) === text).toBe(true);
  });
});

describe("the piece cache", () => {
  const words = Array.from({ length: 5000 }, (_, i) => ` w${(i * 7919).toString(36)}`);

  test.each([1, 2, 4, 8])("with 2^%i slots forgets all when it is full, and the ids stay the same", (bits) => {
    const cache = new PieceCache(bits);
    const engine = new TypeScriptEngine(O200K_PATTERN, o200kVocabulary.vocabulary(), cache);
    const twin = slowTwin("o200k_base");
    for (const text of [...words.slice(0, 300), ...seededTexts(15, 300)]) {
      const out = new IdBuffer(16);
      for (let again = 0; again < 2; again++) {
        out.length = 0;
        engine.encode(text, out);
        expectSame(out.toArray(), twin, text);
      }
      expect(cache.size).toBeLessThanOrEqual(2 ** (bits - 1));
    }
  });

  test("pieces chosen to meet in one slot keep their ids", () => {
    const bytes = new DataView(new ArrayBuffer(16));
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const bySlot = new Map<number, string[]>();
    for (let i = 0; i < 300_000; i++) {
      const word = Array.from({ length: 6 }, (_, k) => letters[Math.floor(i / 26 ** (k % 4) + i * (k + 1)) % 26]).join(
        "",
      );
      for (let k = 0; k < 6; k++) bytes.setUint8(k, word.charCodeAt(k));
      const slot = shortHash(lowWord(bytes, 0, 6), highWord(bytes, 0, 6)) >>> 24;
      const there = bySlot.get(slot);
      if (there === undefined) bySlot.set(slot, [word]);
      else if (there.length < 400) there.push(word);
    }
    const [meeting] = [...bySlot.values()].toSorted((a, b) => b.length - a.length);
    expect(new Set(meeting).size).toBeGreaterThan(200);
    const cache = new PieceCache(10);
    const engine = new TypeScriptEngine(O200K_PATTERN, o200kVocabulary.vocabulary(), cache);
    const twin = slowTwin("o200k_base");
    const text = meeting!.join("\n");
    for (let round = 0; round < 2; round++) {
      const out = new IdBuffer(16);
      engine.encode(text, out);
      expectSame(out.toArray(), twin, text);
    }
  });

  test("pieces that differ in length or in zero bytes only are told apart", () => {
    const twin = slowTwin("gpt2");
    for (let round = 0; round < 2; round++) {
      for (let length = 1; length <= 20; length++) {
        const text = "\0".repeat(length);
        expect([...gpt2.encodeOrdinary(text)]).toEqual(twin(text));
        expect([...gpt2.encodeOrdinary(`!${text}`)]).toEqual(twin(`!${text}`));
      }
    }
  });

  test("does not keep the texts alive that its pieces come from", () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const heapAfter = (texts: number): number => {
      for (let i = 0; i < texts; i++) gpt2.countTokens(`${"hay ".repeat(50_000)} ${words[i]}anunusuallylongword`);
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = heapAfter(5);
    // 100 texts of 200 kB: 20 MB if they stayed.
    expect(heapAfter(100) - before).toBeLessThan(8e6);
  });
});
