import { expect, test } from "vitest";
import { quoted, visibleText } from "../src/index.ts";

const hex = (codePoint: number): string => codePoint.toString(16).padStart(4, "0");

test.each([
  ["plain text: a\\b", "plain text: a\\b"],
  ["\u001b]0;pwn\u0007", "\\u001b]0;pwn\\u0007"],
  ["a\r\nb\tc", "a\\r\\nb\\tc"],
  ["\u009b31m", "\\u009b31m"],
  ["file\u202etxt.exe", "file\\u202etxt.exe"],
  ["\ud83d!", "\\ud83d!"],
  ["!\ude00", "!\\ude00"],
  ["tag\u{e0041}", "tag\\u{e0041}"],
  ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
  ["line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"],
])("%j is shown as %s", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(visibleText(shown)).toBe(shown);
});

test.each(["žluťoučký", "日本語", "👩‍👩‍👧", "می‌خواهم", "❤️", "क्‍ष", "\u00a0", "e\u0301"])("%s stays as it is", (text) => {
  expect(visibleText(text)).toBe(text);
});

test("no control, direction mark or half of a pair is left of all code points", () => {
  const kept: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const shown = visibleText(`<${String.fromCodePoint(code)}>`);
    const isUnsafe =
      code < 0x20 ||
      (code >= 0x7f && code < 0xa0) ||
      [0xad, 0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff].includes(code) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x206f) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      (code >= 0xe0000 && code <= 0xe007f);
    if (isUnsafe && !/^<\\(?:[nrt]|u[0-9a-f]{4}|u\{[0-9a-f]+\})>$/.test(shown)) kept.push(hex(code));
  }
  expect(kept).toEqual([]);
});

test("a quoted text ends where its last quote stands", () => {
  expect(quoted('a "b" \\ c\n')).toBe('"a \\"b\\" \\\\ c\\n"');
  expect(quoted("")).toBe('""');
});

test("a long text keeps its start and its end", () => {
  expect(quoted("0123456789", 10)).toBe('"0123456789"');
  expect(quoted("0123456789X", 10)).toBe('"01234…789X"');
  expect(quoted("abc", 2)).toBe('"a…"');
  // A pair that is cut in two is shown as the half that is left of it.
  expect(quoted("😀😀😀", 4)).toBe('"😀…\\ude00"');
});
