import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { BpeEngine } from "../src/bpe-engine.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { IdBuffer } from "../src/id-buffer.ts";
import { mergePiece } from "../src/merge.ts";
import { R50K_PATTERN } from "../src/patterns.ts";
import { r50kVocabulary } from "../src/vocabularies/r50k.ts";
import { byteString } from "../src/vocabulary.ts";
import { FAMILIES } from "./families.ts";
import { mergeSlowly, slowTwin } from "./slow-twin.ts";

const WORDS = ["don't", "I'LL", "we'\u017f", "\r\n", "  ", "123456", "/\n", "XMLHttp", "<|endoftext|>"];

describe.each(FAMILIES)("%s", (name, tokenizer, vocabulary) => {
  test("agrees with the slow twin on 2,000 random texts (seed 11)", () => {
    const twin = slowTwin(name, vocabulary());
    for (const text of seededTexts(11, 2000, { words: WORDS })) {
      const ids = tokenizer.encodeOrdinary(text);
      expect([...ids], JSON.stringify(text)).toEqual(twin(text));
      expect(tokenizer.decode(ids)).toBe(Buffer.from(text, "utf8").toString("utf8"));
    }
  });

  test("random pieces up to 640 bytes, not cut by the pattern, merge as the slow twin's (seed 12)", () => {
    for (const text of seededTexts(12, 60, { maxLength: 160 })) {
      if (text === "") continue;
      for (const piece of [byteString(text), byteString(text.slice(0, 3)).repeat(40)]) {
        expect([...mergePiece(piece, vocabulary())]).toEqual(
          mergeSlowly(Buffer.from(piece, "latin1"), vocabulary().ids),
        );
      }
    }
  });

  test.each(["a", " ", "\u4e2d"])("10^6 times %j ends, and decodes to the text", (character) => {
    const text = character.repeat(1_000_000);
    const ids = tokenizer.encodeOrdinary(text);
    expect(ids.length).toBeLessThanOrEqual(Buffer.byteLength(text));
    expect(tokenizer.decode(ids) === text).toBe(true);
  });

  test("runs around the border between scan and heap agree with the slow twin", () => {
    for (let length = 96; length <= 104; length++) {
      const word = "ab".repeat(length).slice(0, length);
      expect([...tokenizer.encodeOrdinary(word)]).toEqual(mergeSlowly(Buffer.from(word), vocabulary().ids));
    }
  });
});

describe("the piece cache", () => {
  const words = Array.from({ length: 5000 }, (_, i) => ` w${(i * 7919).toString(36)}`);

  test("is emptied when it is full, and the ids stay the same", () => {
    const engine = new BpeEngine(R50K_PATTERN, r50kVocabulary(), 4);
    for (const word of words.slice(0, 50)) {
      const out = new IdBuffer(16);
      engine.encode(word, out, Infinity);
      expect([...out.toArray()]).toEqual(mergeSlowly(Buffer.from(word), r50kVocabulary().ids));
      expect(engine.cachedPieces).toBeLessThanOrEqual(4);
    }
  });

  test("does not keep the texts alive that its pieces come from", () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const heapAfter = (texts: number): number => {
      for (let i = 0; i < texts; i++) gpt2.countTokens(`${"hay ".repeat(50_000)} ${words[i]}anunusuallylongword`);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = heapAfter(5);
    // 100 texts of 200 kB: 20 MB if they stayed.
    expect(heapAfter(100) - before).toBeLessThan(8e6);
  });
});

test("a run beyond what regular expressions bear is an error that says so", () => {
  expect(() => gpt2.countTokens("\u4e2d".repeat(9_000_000))).toThrow(
    expect.objectContaining({ code: "BPE_PIECE_TOO_LONG", message: expect.stringContaining("from index 0 on") }),
  );
});
