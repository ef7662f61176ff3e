import { seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { mergePiece } from "../src/merge.ts";
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

test("the piece cache stays bounded and right: 200,000 distinct words", () => {
  const words = Array.from({ length: 200_000 }, (_, i) => ` w${i.toString(36)}`);
  const once = gpt2.encodeOrdinary(words.join(""));
  expect(gpt2.encodeOrdinary(words.join(""))).toEqual(once);
  expect([...gpt2.encodeOrdinary(words[7]!)]).toEqual(mergeSlowly(Buffer.from(words[7]!), r50kVocabulary().ids));
});
