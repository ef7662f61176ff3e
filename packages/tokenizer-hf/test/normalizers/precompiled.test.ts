/** SentencePiece's character maps: figures of Hugging Face tokenizers 0.23.2 with the map nmt_nfkc, which T5 has. */
import { mulberry32 } from "@windrow/testing";
import { expect, test, vi } from "vitest";
import { AlignedText } from "../../src/aligned/aligned-text.ts";
import { CharacterMap } from "../../src/normalizers/character-map.ts";
import { Precompiled } from "../../src/normalizers/precompiled.ts";
import { fixture } from "../fixtures/fixture.ts";

interface Stage {
  readonly name: string;
  readonly json: { readonly normalizer: { readonly precompiled_charsmap: string } };
}

const stage = (await fixture<Stage[]>("stages.json.gz")).find(({ name }) => name === "Precompiled")!;
const bytes = Uint8Array.from(Buffer.from(stage.json.normalizer.precompiled_charsmap, "base64"));
const nmtNfkc = new Precompiled(bytes);

test.each([
  ["a carriage return takes the line feed of its cluster along", "a\r\nb", "a b"],
  ["so does a ligature with a mark", "\ufb01\u0301x", "fix"],
  ["a cluster of five bytes", "\u2122\u0301", "TM"],
  ["of seven: character by character", "\u2122\u0301\u0301", "TM\u0301\u0301"],
  ["a cluster that a joiner makes", "\u2764\u200d\u2122\u0301", "\u2764 TM\u0301"],
  ["a key and one more mark", "e\u0301\u0323", "\u00e9"],
  ["a conjunct", "\u0915\u094d\u0915\u093c\u0301", "\u0915\u094d\u0915\u093c\u0301"],
  ["halfwidth katakana, each by itself", "\uff71\uff9e", "\u30a2\u3099"],
  ["a control keeps marks apart", "\u200b\u0301\u0301", " \u0301\u0301"],
  ["controls are removed", "\uff41\u0001\u0002b", "ab"],
  ["astral", "\u{1d400}\u0301", "A\u0301"],
  ["what goes with the character behind it", "\u0600\u2122", "\u0600TM"],
  ["plain", "plain text, \uac01 and \u4e00", "plain text, \uac01 and \u4e00"],
])("%s", (_, text, expected) => {
  expect(nmtNfkc.normalize(text)).toBe(expected);
  expect(nmtNfkc.align(AlignedText.of(text)).text).toBe(expected);
});

test("a text that stays is the same, and the engine's clusters are not asked for", () => {
  const segment = vi.spyOn(Intl.Segmenter.prototype, "segment");
  const text = AlignedText.of("as it is: e, \u00e9 and \u0915\u094d\u0915");
  expect(nmtNfkc.align(text)).toBe(text);
  nmtNfkc.normalize("e\u0301 \ufb01\u0301");
  expect(segment).not.toHaveBeenCalled();
});

test("a million marks, in time that grows with their number", () => {
  const marks = "\u0301".repeat(1_000_000);
  expect(nmtNfkc.normalize(`one a${marks}b`)).toBe(`one \u00e1${marks.slice(1)}b`.replace("\u00e1", "a\u0301"));
  expect(nmtNfkc.align(AlignedText.of(`a${marks}`)).text).toHaveLength(1_000_001);
}, 20_000);

test("the shortest and the longest key", () => {
  const map = new CharacterMap(bytes);
  const utf8 = new TextEncoder().encode("e\u0302\u0301");
  expect(map.shortest(utf8, utf8.length)).toBe("\u00ea");
  expect(map.shortest(utf8, 2)).toBeUndefined();
  expect(map.longest("xe\u0302\u0301", 1)).toEqual({ end: 4, content: "\u1ebf" });
  expect(map.longest("plain", 0)).toBeUndefined();
  expect([map.hasBeginning(0x65), map.hasBeginning(0x3042)]).toEqual([true, false]);
});

test.each([
  ["nothing", new Uint8Array(0), /does not begin with the size/],
  ["an array of no units", new Uint8Array(8), /does not begin with the size/],
  ["a size that is not a number of units", Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0), /does not begin with the size/],
  ["a cut array", bytes.subarray(0, 1000), /is cut short: its array has 177152 bytes, and there are 996/],
  ["cut texts", bytes.subarray(0, -2), /is cut short: the last of its texts does not end/],
  ["no texts", bytes.subarray(0, 4 + 177_152), /leads to a text that it does not have/],
  ["texts that are not UTF-8", Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0, 0xff, 0), /texts that are not UTF-8/],
])("%s is not a map", (_, map, message) => {
  expect(() => new Precompiled(map)).toThrow(expect.objectContaining({ code: "HF_INVALID_FILE" }));
  expect(() => new Precompiled(map, "normalizer.precompiled_charsmap")).toThrow(message);
});

test("random texts become the same whichever way they are gone through", () => {
  const random = mulberry32(20_261_203);
  const kinds = [
    ["a", "e", "\u0301", "\u0302", "\u0323", " ", "\r", "\n"],
    ["\u0915", "\u0928", "\u093c", "\u094d", "\u0930", "\u0301", "\u200d"],
    ["\u{1f469}", "\u200d", "\u{1f3fd}", "\ufe0f", "\u2764", "\u{1f1e6}", "\u{1d400}", "\u2122"],
    ["\u1100", "\u1161", "\u11a8", "\uac00", "\u0600", "\u0d4e", "\u304b", "\u3099", "\uff76", "\uff9e"],
    ["\ufb01", "\u0001", "\u200b", "\u3000", "\u00a0", "\u{2f800}", "\u{20000}", "\u{e0100}", "x"],
  ];
  for (let left = 3000; left > 0; left--) {
    let text = "";
    for (let i = Math.floor(random() * 15); i >= 0; i--) {
      const from = kinds[Math.floor(random() * kinds.length)]!;
      for (let k = Math.floor(random() * 4); k >= 0; k--) text += from[Math.floor(random() * from.length)]!;
      if (random() < 0.1) text += String.fromCodePoint(0x80 + Math.floor(random() * 0x2000));
    }
    expect([text, nmtNfkc.normalize(text)]).toEqual([text, nmtNfkc.align(AlignedText.of(text)).text]);
  }
});
