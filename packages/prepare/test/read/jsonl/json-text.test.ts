/** The quick look for a text in a line of JSON, against JSON.parse: it may find nothing, but nothing else. */
import { mulberry32, seededTexts } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { JsonTextReader } from "../../../src/read/jsonl/json-text.ts";

/** What JSON.parse says of the field: its text in UTF-8, or undefined where there is none that is text. */
function slowly(line: string, field: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, field)) return;
  const text = (value as Record<string, unknown>)[field];
  return typeof text === "string" && text.isWellFormed() ? text : undefined;
}

function quickly(line: string | Buffer, field = "text"): string | undefined {
  const found = new JsonTextReader(field).find(Buffer.from(line));
  return found && Buffer.from(found).toString();
}

describe("what is found", () => {
  test.each([
    ['{"text":"hay"}', "hay"],
    [' \t{ "id" : 1 , "text" : "h\u00e4y\u{1f600}" } \r\n', "h\u00e4y\u{1f600}"],
    ['{"text":""}', ""],
    ['{"text":"a","text":"b"}', "b"],
    [
      String.raw`{"text":"\"\\\/\b\f\n\r\t\u0041\u00e9\u4E2D\ud83d\ude00\u0000."}`,
      '"\\/\b\f\n\r\tA\u00e9\u4e2d\u{1f600}\0.',
    ],
    [
      String.raw`{"text":"\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff"}`,
      "\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}",
    ],
    ['{"a":[],"b":{},"c":[1,-0,2.5e+3,[true,false,null]],"d":{"e":"\\ud800"},"text":"x"}', "x"],
    [`{"a":${"[".repeat(32)}${"]".repeat(32)},"text":"x"}`, "x"],
    ['{"__proto__":{},"text":"x"}', "x"],
    [JSON.stringify({ id: "a".repeat(1000), text: "b\n".repeat(1000), c: null }), "b\n".repeat(1000)],
  ])("%j", (line, text) => {
    expect(slowly(line, "text")).toBe(text);
    expect(quickly(line)).toBe(text);
  });
});

describe("what is left to JSON.parse", () => {
  test.each([
    "",
    " ",
    "{}",
    "[]",
    '"text"',
    '{"text"}',
    '{"text":}',
    '{"text":1}',
    '{"text":null}',
    '{"text":["a"]}',
    '{"text":"a"',
    '{"text":"a',
    '{"text":"a\\',
    '{"text":"a\\"}',
    '{"text":"a",}',
    '{,"text":"a"}',
    '{"text":"a"}}',
    '{"text":"a"} {"text":"b"}',
    '{"text":"a" "b":1}',
    "{'text':'a'}",
    '{"text":"a\tb"}',
    '{"text":"\\x"}',
    '{"text":"\\u12"}',
    '{"text":"\\u12g4"}',
    '{"text":"\\ud800"}',
    '{"text":"\\ud800\\n"}',
    '{"text":"\\ud800\\u0041"}',
    '{"text":"\\ud800\\ue000"}',
    '{"text":"\\ud800\\ud800"}',
    '{"text":"\\udc00\\ud800"}',
    '{"\\u0074ext":"a"}',
    '{"text":"a","\\u0074ext":"b"}',
    '{"text":"a","b":01}',
    '{"text":"a","b":1.}',
    '{"text":"a","b":.5}',
    '{"text":"a","b":1e}',
    '{"text":"a","b":-}',
    '{"text":"a","b":+1}',
    '{"text":"a","b":nul}',
    '{"text":"a","b":NaN}',
    '{"text":"a","b":[1,]}',
    '{"text":"a","b":[1 2]}',
    '{"text":"a","b":{"c"}}',
    '{"text":"a","b":{c:1}}',
    '{"text":"a","b":[}',
    '{"text":"a","b":"\\q"}',
    '{"text":"a","b":"\\u12"}',
    `{"text":"a","b":${"[".repeat(40)}${"]".repeat(40)}}`,
    '\ufeff{"text":"a"}',
  ])("%j", (line) => expect(quickly(line)).toBeUndefined());

  test("fields whose names are not plain text", () => {
    for (const field of ['"', "\\", "\n", "\ud800", '"text"']) {
      expect(quickly(JSON.stringify({ [field]: "a" }), field)).toBeUndefined();
      expect(quickly('{"\ufffd":"a","x":"b"}', field)).toBeUndefined();
    }
  });
});

test("20,000 lines (seed 34), most of them damaged: what is found is what JSON.parse gives", () => {
  const random = mulberry32(34);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pieces = ["text", ...'"\\{}[],:01-e. ud8n\t'];
  const texts = seededTexts(34, 500, { maxLength: 20, words: ["\n", '"', "\\", "\u{1f600}", "abcdefgh"] });
  let found = 0;
  for (let i = 0; i < 20_000; i++) {
    const text = texts[i % texts.length]!;
    const value = {
      id: below(1e6),
      text,
      tags: [text, null, { text: below(9) }],
      score: random() * 10 ** (below(40) - 20),
    };
    let line = JSON.stringify(value, below(2) === 0 ? undefined : ["text", "id", "score"]);
    for (let damage = below(4); damage > 0; damage--) {
      const at = below(line.length + 1);
      line = line.slice(0, at) + (below(2) === 0 ? pieces[below(pieces.length)]! : "") + line.slice(at + below(2));
    }
    line = line.toWellFormed();
    const expected = slowly(line, "text");
    const got = quickly(line);
    if (got !== undefined) found++;
    if (got !== undefined && got !== expected) expect(got, line).toBe(expected);
  }
  expect(found).toBeGreaterThan(5000);
});

test("texts of one reader stay as they are until it is cleared", () => {
  const reader = new JsonTextReader("text");
  const texts = Array.from({ length: 300 }, (_, i) => `${i}\n`.repeat(i));
  const found = texts.map((text) => reader.find(Buffer.from(JSON.stringify({ text })))!);
  expect(found.map((one) => Buffer.from(one).toString())).toEqual(texts);
  reader.clear();
  expect(Buffer.from(reader.find(Buffer.from('{"text":"a\\nb"}'))!).toString()).toBe("a\nb");
});
