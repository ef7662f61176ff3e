/** JSON lines against the slow twin: JSON.parse of each line of the whole file. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readInput, type ReadInputOptions } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";
import { expectLinesAtEverySize } from "../every-size.ts";

function writeLines(lines: readonly (string | Buffer)[]): string {
  const path = join(makeScratch(), "a.jsonl");
  writeFileSync(path, Buffer.concat(lines.map((line) => Buffer.from(line))));
  return path;
}

test("every block, part and segment size gives JSON.parse of each line", () => expectLinesAtEverySize(20));

test("another field, the last of two of a name, names of Object's own, a byte order mark", async () => {
  const path = writeLines(['\ufeff{"body": "a", "body": "b", "__proto__": "c", "": "d"}\n']);
  expect(await readInput(path, { field: "body" })).toEqual(["b"]);
  expect(await readInput(path, { field: "__proto__" })).toEqual(["c"]);
  await expect(readInput(path, { field: "toString" })).rejects.toMatchObject({ code: "PREPARE_INVALID_DOCUMENT" });
});

test.each([
  ['["text"]', /line 3: it is an array; expected an object/],
  ["null", /line 3: it is null; expected an object/],
  ['"text"', /line 3: it is a string/],
  ['{"text": "a"', /line 3: it is not JSON/],
  ['{"text": "a"} {"text": "b"}', /line 3: it is not JSON/],
  ["\ufeff{}", /line 3: it is not JSON/],
])("%s is not a line of JSON lines: file and line are named, whatever the policy", async (line, message) => {
  const path = writeLines(['{"text": "a"}\n', "\n", `${line}\n`, '{"text": "z"}\n']);
  for (const segmentBytes of [1, 15, 1000]) {
    for (const invalidText of ["fail", "skip", "replace"] as const) {
      const error = {
        code: "PREPARE_INVALID_DOCUMENT",
        fields: { path, line: 3 },
        message: expect.stringMatching(message),
      };
      await expect(readInput(path, { segmentBytes, invalidText })).rejects.toMatchObject(error);
    }
  }
});

const FIELD =
  / Set field to the one with the text, or set invalidText to "skip" to leave out documents without text\.$/;

test.each([
  ['{"body": "b"}', 'it has no field "text"; it has "body"', FIELD],
  ["{}", 'it has no field "text"; it has none', FIELD],
  ['{"text": 5}', 'the field "text" is a number; expected text', FIELD],
  ['{"text": ["a"]}', 'the field "text" is an array; expected text', FIELD],
  ['{"text": {"text": "a"}}', 'the field "text" is an object; expected text', FIELD],
  ['{"text": null}', 'the field "text" is null; expected text', / Fix it or remove it, or set invalidText to "skip" /],
])("%s has no text: an error with file and line, or left out by the policy skip", async (line, what, advice) => {
  const path = writeLines(['{"text": "a"}\n', "\n", `${line}\n`, '{"text": "z"}\n']);
  for (const segmentBytes of [1, 15, 1000]) {
    // Nothing can stand in place of what is not there.
    for (const invalidText of ["fail", "replace"] as const) {
      const reading = readInput(path, { segmentBytes, invalidText });
      await expect(reading).rejects.toMatchObject({ code: "PREPARE_INVALID_DOCUMENT", fields: { path, line: 3 } });
      await expect(reading).rejects.toThrow(`${path}, line 3: ${what}.`);
      await expect(reading).rejects.toThrow(advice);
    }
    const skipped = { skipped: `${path}, line 3: ${what}` };
    expect(await readInput(path, { segmentBytes, invalidText: "skip" })).toEqual(["a", skipped, "z"]);
  }
});

test("bytes that are not UTF-8, and half a surrogate pair, follow the policy", async () => {
  const bad = Buffer.concat([Buffer.from('{"text": "b'), Buffer.from([0xff]), Buffer.from('"}\n')]);
  const path = writeLines(['{"text": "a"}\n', bad, '{"text": "c\\ud800"}\n', '{"text": "\\udc00\\ud800\\udc00"}']);
  const read = (options: ReadInputOptions): Promise<unknown> => readInput(path, { segmentBytes: 20, ...options });
  expect(await read({ invalidText: "replace" })).toEqual(["a", "b\ufffd", "c\ufffd", "\ufffd\u{10000}"]);
  const half = "the text has half a surrogate pair, as an escape such as \\ud800, which is not text";
  expect(await read({ invalidText: "skip" })).toEqual([
    "a",
    { skipped: `${path}, line 2, byte 25 of the file: the line is not UTF-8 there` },
    { skipped: `${path}, line 3: ${half}` },
    { skipped: `${path}, line 4: ${half}` },
  ]);
  const fields = { path, line: 2, byte: 25 };
  await expect(read({})).rejects.toMatchObject({ code: "PREPARE_INVALID_TEXT", fields });
});

test("a line beyond the limit is an error that names it; one at the limit is read", async () => {
  const long = JSON.stringify({ text: "x".repeat(100) });
  const path = writeLines(['{"text": "a"}\n', `${long}\n`, '{"text": "b"}']);
  for (const blockBytes of [1, 50, 1000]) {
    const sizes = { blockBytes, maxLineBytes: long.length };
    expect(await readInput(path, { sizes })).toEqual(["a", "x".repeat(100), "b"]);
    const error = { code: "PREPARE_TOO_LONG", fields: { path, line: 2 } };
    for (const invalidText of ["fail", "skip"] as const) {
      const reading = readInput(path, { invalidText, sizes: { blockBytes, maxLineBytes: long.length - 1 } });
      await expect(reading).rejects.toMatchObject(error);
    }
  }
});

test("a place in a packed file is that in what it unpacks to", async () => {
  const path = join(makeScratch(), "a.jsonl.gz");
  writeFileSync(path, gzipSync(Buffer.from('{"text": "a"}\n{"text": "\xff"}\n', "latin1")));
  await expect(readInput(path)).rejects.toThrow(
    `${path}, line 2, byte 24 of what it unpacks to: the line is not UTF-8 there.`,
  );
});
