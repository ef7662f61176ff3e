/** What is shown of a text: safe, visible, whole characters, no wider than asked. */
import { describe, expect, test } from "vitest";
import { seededTexts } from "@windrow/testing";
import { fitText, fitWords, padStart } from "../../src/show/fit-text.ts";
import { graphemesOf, splitToWidth, widthOf } from "../../src/show/graphemes.ts";
import { splitAtTags, styleTag, withoutTags } from "../../src/show/own-sequences.ts";
import { tableLines } from "../../src/show/table.ts";
import { drawBytes, drawText } from "../../src/show/draw-text.ts";
import { wrapWords } from "../../src/show/wrap-words.ts";

const family = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";

describe("drawn text", () => {
  test.each([
    ["hay in rows", "hay in rows", "hay\u00b7in\u00b7rows"],
    ["a\tb\r\nc", "a\u2192b\u240d\u21b5c", "a\u2192b\u240d\u21b5c"],
    ["\u001b[31m\u0007\u007f\u009b", "\u241b[31m\u2407\u2421<U+009B>", "\u241b[31m\u2407\u2421<U+009B>"],
    ["\u202ea\u2066b\u200f\u061c", "<U+202E>a<U+2066>b<U+200F><U+061C>", "<U+202E>a<U+2066>b<U+200F><U+061C>"],
    ["\ufeffa\u200b\u00ad\u2028", "<U+FEFF>a<U+200B><U+00AD><U+2028>", "<U+FEFF>a<U+200B><U+00AD><U+2028>"],
    ["\u00a0\u3000", "\u00a0\u3000", "<U+00A0><U+3000>"],
    ["\u0301x\u0301", "\u25cc\u0301x\u0301", "\u25cc\u0301x\u0301"],
    [`${family}\u{1f1ef}\u{1f1f5}`, `${family}\u{1f1ef}\u{1f1f5}`, `${family}\u{1f1ef}\u{1f1f5}`],
  ])("%j", (text, plain, withWhitespace) => {
    expect(drawText(text, false)).toBe(plain);
    expect(drawText(text, true)).toBe(withWhitespace);
  });

  test("bytes that are not a whole character", () => {
    expect(drawBytes(Buffer.from("e697a5", "hex"), true)).toBe("\u65e5");
    expect(drawBytes(Buffer.from("97a520e697", "hex"), true)).toBe("<0x97><0xA5>\u00b7<0xE6><0x97>");
    expect(drawBytes(Buffer.from("c0afeda08061f8", "hex"), true)).toBe("<0xC0><0xAF><0xED><0xA0><0x80>a<0xF8>");
  });

  test("random texts: nothing that a terminal would act on", () => {
    for (const text of seededTexts(1, 300))
      for (const whitespace of [false, true])
        expect(drawText(text, whitespace)).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
  });
});

describe("widths", () => {
  test("the larger of what terminals draw", () => {
    expect(widthOf("hay")).toBe(3);
    expect(widthOf("\u65e5\u672c")).toBe(4);
    expect(widthOf("e\u0301")).toBe(1);
    expect(widthOf(family)).toBe(6);
    expect(widthOf("\u2764\ufe0f")).toBe(2);
    expect(widthOf("\u0645\u0631")).toBe(2);
  });

  test("parts fit, are whole characters, and are the text", () => {
    for (const text of seededTexts(2, 200)) {
      for (const width of [1, 2, 7, 40]) {
        const parts = splitToWidth(text, width);
        expect(parts.join("")).toBe(text);
        expect(parts.flatMap((part) => [...graphemesOf(part)])).toEqual([...graphemesOf(text)]);
        for (const part of parts) expect(widthOf(part) <= width || [...graphemesOf(part)].length === 1).toBe(true);
      }
      for (const width of [4, 9, 33]) expect(widthOf(fitText(text, width))).toBeLessThanOrEqual(width);
    }
  });

  test("lines are broken at spaces, long words between characters", () => {
    expect(wrapWords("rake it up and cart it", 10)).toEqual(["rake it up", "and cart", "it"]);
    expect(wrapWords(`ab${family}${family}cd`, 8)).toEqual([`ab${family}`, `${family}cd`]);
    expect(wrapWords("as it is", 8)).toEqual(["as it is"]);
  });

  test("a table where it fits, blocks where it does not", () => {
    const rows = [
      ["one.txt", "1,000", "7"],
      ["\u65e5\u672c.txt", "2", "8,000,000"],
    ];
    expect(tableLines(["file", "tokens", "bytes"], rows, 80)).toEqual([
      "file      tokens      bytes",
      "one.txt    1,000          7",
      "\u65e5\u672c.txt       2  8,000,000",
    ]);
    expect(tableLines(["file", "tokens", "bytes"], rows, 20)).toEqual([
      "one.txt",
      "  tokens      1,000",
      "  bytes           7",
      "\u65e5\u672c.txt",
      "  tokens          2",
      "  bytes   8,000,000",
    ]);
  });

  test("styles take no columns, and end where a text is cut", () => {
    const styled = `${styleTag("1")}rake${styleTag("22")} it ${styleTag("32")}\u65e5\u672c up${styleTag("39")}`;
    expect(widthOf(styled)).toBe("rake it ".length + 4 + " up".length);
    expect(withoutTags(padStart(styled, 20))).toBe(`     rake it \u65e5\u672c up`);
    expect(fitText(styled, 15)).toBe(styled);
    for (let width = 4; width < 15; width++) {
      const fitting = fitText(styled, width);
      expect(withoutTags(fitting)).toBe(fitText(withoutTags(styled), width));
      expect(splitAtTags(fitting).filter((_, i) => i % 2 === 1)).toEqual(
        ["1", "22", "32", "39"].map((codes) => styleTag(codes)),
      );
    }
    const cells = ["file", "tokens"].map((cell) => `${styleTag("2")}${cell}${styleTag("22")}`);
    for (const columns of [12, 80])
      expect(tableLines(cells, [["a.txt", "1,000"]], columns).map(withoutTags)).toEqual(
        tableLines(["file", "tokens"], [["a.txt", "1,000"]], columns),
      );
  });

  test("prose is cut between words", () => {
    expect(fitWords("rake it up and cart it", 30)).toBe("rake it up and cart it");
    expect(fitWords("rake it up and cart it", 20)).toBe("rake it up and \u2026");
    expect(fitWords("rake it up and cart it", 17)).toBe("rake it up and \u2026");
    expect(fitWords("rake it up and cart it", 16)).toBe("rake it up and \u2026");
    expect(fitWords("rake it up and cart it", 15)).toBe("rake it up \u2026");
    // Where there is no space in sight, characters are what can be kept whole.
    expect(fitWords("a rakeitupandcartitwhenitisfit", 20)).toBe("a rakeitupandcarti \u2026");
  });
});
