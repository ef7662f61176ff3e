/** Text given as bytes has the ids of the string; with bytes that are not UTF-8, encoding ends, and none is lost. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { BpeTokenizer } from "../src/index.ts";
import { FAMILIES, TRICKY_WORDS } from "./families.ts";

/** The ids of bytes, copied out. */
function idsOf(tokenizer: BpeTokenizer, bytes: Uint8Array): number[] {
  return tokenizer.useOrdinary(bytes, (ids) => [...ids]);
}

describe.each(FAMILIES)("%s", (_, tokenizer) => {
  test("2,000 random texts (seed 31), as bytes of their own and within a larger buffer", () => {
    for (const text of seededTexts(31, 2000, { words: TRICKY_WORDS })) {
      const expected = [...tokenizer.encodeOrdinary(text)];
      const bytes = Buffer.from(text);
      expect(idsOf(tokenizer, bytes), JSON.stringify(text)).toEqual(expected);
      const larger = Buffer.concat([Buffer.from("ab\u{1f600}"), bytes, Buffer.from("cd 1")]);
      expect(idsOf(tokenizer, larger.subarray(6, 6 + bytes.length))).toEqual(expected);
    }
  });

  test.each(["", "z", "zz", "zzz"])("longer than a chunk, whose ends lie within characters: behind %j", (shift) => {
    const text = shift + seededTexts(32, 1500, { words: TRICKY_WORDS }).join("") + "\u{1f600}\u4e2d\u00e9".repeat(9000);
    expect(idsOf(tokenizer, Buffer.from(text))).toEqual([...tokenizer.encodeOrdinary(text)]);
  });

  test("bytes that are not UTF-8 (seed 33): it ends, no byte is lost, and the next text is not touched by it", () => {
    const random = mulberry32(33);
    const cases = ["ff", "c3", "e282", "f09f98", "61f0", "80", "20e2", "0af4", "27c5"].map((hex) =>
      Buffer.from(hex, "hex"),
    );
    for (let i = 0; i < 500; i++) {
      const bytes = Buffer.from(
        Array.from({ length: 1 + Math.floor(random() * 40) }, () => Math.floor(random() * 256)),
      );
      // Leads of long characters at the end, where what follows is missing.
      if (i % 2 === 0) bytes[bytes.length - 1] = 0xf0;
      cases.push(bytes);
    }
    cases.push(Buffer.alloc(100_000, 0xf0), Buffer.alloc(100_000, 0x80));
    for (const bytes of cases) {
      const ids = idsOf(tokenizer, bytes);
      expect(Buffer.from(tokenizer.decodeBytes(ids)).equals(bytes), bytes.subarray(0, 50).toString("hex")).toBe(true);
      expect([...tokenizer.encodeOrdinary("Rake it, she said.")]).toEqual(
        idsOf(tokenizer, Buffer.from("Rake it, she said.")),
      );
    }
  });
});

test("a chunk of bytes ends before a character that decides where a piece much further back ends", () => {
  // "\u4e9a\u6d32AV" is a token of o200k, in a piece with all capitals behind it if a small letter follows them: one of
  // four bytes, in which the first 16,384 bytes end.
  for (let capitals = 16_368; capitals < 16_384; capitals++) {
    const text = `\u4e9a\u6d32AV${"Q".repeat(capitals - 8)}\u{10428}`;
    expect(idsOf(o200kBase, Buffer.from(text))).toEqual([...o200kBase.encodeOrdinary(text)]);
  }
});

test("a pattern of your own: the same; a byte order mark is a character", () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`);
  const tokenizer = BpeTokenizer.fromTiktoken([...bytes, `${btoa("ha")} 256`].join("\n"), {
    name: "hay",
    pattern: String.raw`\s+|\S+`,
  });
  for (const text of ["", "ha hay", "\ufeffha", "\u4e2d\u{1f600} ha"]) {
    expect(idsOf(tokenizer, Buffer.from(text))).toEqual([...tokenizer.encodeOrdinary(text)]);
  }
});
