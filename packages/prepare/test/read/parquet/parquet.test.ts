/** Parquet tables that pyarrow wrote, in its codecs, encodings and page versions: read as it was given. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { expect, test } from "vitest";
import type { InvalidTextPolicy } from "../../../src/read/input/input-file.ts";
import { cut, readInput, readSegment } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
const { texts, nulls } = JSON.parse(readFileSync(join(fixtures, "table.json"), "utf8")) as {
  readonly texts: readonly string[];
  readonly nulls: readonly (string | null)[];
};

function table(name: string): string {
  return join(fixtures, `${name}.parquet`);
}

test.each([
  "none",
  "snappy",
  "gzip",
  "brotli",
  "zstd",
  "lz4",
  "dictionary",
  "version2",
  "checksum",
  "delta_length",
  "delta",
  "required",
  "large",
  "bytes",
])("%s: all rows, whatever the segments and parts", async (name) => {
  expect(texts).toHaveLength(100);
  for (const segmentBytes of [1, 2000, 2 ** 24]) {
    for (const partBytes of [1, 10, 2 ** 20]) {
      expect(await readInput(table(name), { segmentBytes, sizes: { partBytes } })).toEqual(texts);
    }
  }
});

test("segments are whole row groups, and together all rows", async () => {
  const { segments } = await cut(table("none"), { segmentBytes: 1 });
  expect(segments.map(({ rows }) => rows)).toEqual([
    [0, 30],
    [30, 60],
    [60, 90],
    [90, 100],
  ]);
  for (const [i, { start }] of segments.entries()) expect(start).toBeGreaterThanOrEqual(segments[i - 1]?.end ?? 4);
  const two = await cut(table("none"), { segmentBytes: segments[0]!.end - segments[0]!.start + 1 });
  expect(two.segments[0]!.rows).toEqual([0, 60]);
  expect((await cut(table("empty"))).segments).toEqual([]);
});

test.each(["nulls", "nulls2"])("%s: a null is an error that names the row, or is skipped", async (name) => {
  const path = table(name);
  await expect(readInput(path)).rejects.toMatchObject({
    code: "PREPARE_INVALID_DOCUMENT",
    message: `${path}, row 1: the column "text" is null; expected text. Fix it or remove it, or set invalidText to "skip" to leave out documents without text.`,
    fields: { path, row: 1 },
  });
  for (const segmentBytes of [1, 2 ** 24]) {
    const found = await readInput(path, { segmentBytes, invalidText: "skip" });
    const skipped = (i: number): object => ({
      skipped: `${path}, row ${i + 1}: the column "text" is null; expected text`,
    });
    expect(found).toEqual(nulls.map((text, i) => text ?? skipped(i)));
  }
});

test("null in JSON lines and in a table come to the same, whatever the policy", async () => {
  const lines = join(makeScratch(), "nulls.jsonl");
  writeFileSync(lines, nulls.map((text) => `${JSON.stringify({ text })}\n`).join(""));
  const read = async (path: string, invalidText: InvalidTextPolicy): Promise<unknown> => {
    const documents = await readInput(path, { invalidText }).catch(({ code }: { code: string }) => code);
    return JSON.parse(
      JSON.stringify(documents)
        .replaceAll(path, "")
        .replaceAll(/, (line|row) /g, ", ")
        .replaceAll(/field|column/g, ""),
    );
  };
  for (const policy of ["fail", "skip", "replace"] as const) {
    const inTable = await read(table("nulls"), policy);
    expect(inTable).toEqual(policy === "skip" ? expect.any(Array) : "PREPARE_INVALID_DOCUMENT");
    expect(await read(lines, policy)).toEqual(inTable);
  }
});

test("bytes that are not UTF-8 follow the policy", async () => {
  const path = table("invalid");
  const what = (row: number, byte: number): string =>
    `${path}, row ${row}: the text is not UTF-8 from its byte ${byte} on`;
  await expect(readInput(path)).rejects.toMatchObject({
    code: "PREPARE_INVALID_TEXT",
    message: expect.stringContaining(what(2, 1)),
    fields: { path, row: 2 },
  });
  const skipped = ["one", { skipped: what(2, 1) }, "fær", { skipped: what(4, 0) }, "five"];
  expect(await readInput(path, { invalidText: "skip", segmentBytes: 1 })).toEqual(skipped);
  const replaced = ["one", "t\ufffdwo", "fær", "\ufffd", "five"];
  expect(await readInput(path, { invalidText: "replace" })).toEqual(replaced);
});

test.each([
  ["none", "body", /none\.parquet: the table has no column "body"; it has "id", "text": name the column/],
  ["none", "id", /the column "id" has the type INT64; expected text/],
  ["types", "text", /the column "text" has nested columns; expected text/],
  ["types", "inner", /the column "inner" has nested columns/],
  ["types", "element", /the table has no column "element"; it has "text", "number", "inner"/],
])("%s, field %s: an error before any work", async (name, field, message) => {
  const error = { code: "PREPARE_INVALID_DOCUMENT", message: expect.stringMatching(message) };
  await expect(cut(table(name), { field })).rejects.toMatchObject(error);
});

test("a page beyond the limit is an error that names its rows", async () => {
  const path = table("none");
  await expect(readInput(path, { sizes: { maxPageBytes: 1000 } })).rejects.toMatchObject({
    code: "PREPARE_TOO_LONG",
    message: expect.stringContaining(`${path}, rows 31 to 60: a page has 3`),
  });
});

test("a file cut short, a changed bit in a page with a checksum, garbage for a footer: corrupt", async () => {
  const path = join(makeScratch(), "a.parquet");
  const whole = readFileSync(table("checksum"));
  const corrupt = { code: "PREPARE_INPUT_CORRUPT", fields: { path } };
  for (const length of [4, 11, 500, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, length));
    await expect(readInput(path), `${length} bytes`).rejects.toMatchObject(corrupt);
  }
  const text = whole.indexOf("raked");
  const damaged = Buffer.from(whole);
  damaged[text]! ^= 1;
  writeFileSync(path, damaged);
  await expect(readInput(path)).rejects.toThrow("does not match the checksum in its header");
  damaged.fill(0x55, whole.length - 300, whole.length - 8);
  writeFileSync(path, damaged);
  await expect(readInput(path)).rejects.toMatchObject(corrupt);
});

test("a footer with negative places or rows is corrupt", async () => {
  const path = join(makeScratch(), "a.parquet");
  const whole = readFileSync(table("none"));
  const footer = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
  let negative = 0;
  for (let at = footer; at < whole.length - 8; at++) {
    const damaged = Buffer.from(whole);
    // The sign of a number, where it is its last byte.
    damaged[at]! ^= 1;
    if (!hasNegative(damaged)) continue;
    negative++;
    writeFileSync(path, damaged);
    await expect(cut(path), `byte ${at}`).rejects.toMatchObject({ code: "PREPARE_INPUT_CORRUPT", fields: { path } });
  }
  expect(negative).toBeGreaterThan(10);
});

/** Whether the footer can be parsed, and has a row group below the file's start or of fewer rows than none. */
function hasNegative(file: Buffer): boolean {
  try {
    const { row_groups: groups } = parquetMetadata(Uint8Array.from(file).buffer);
    const columns = groups.flatMap((group) => group.columns.map(({ meta_data }) => meta_data!));
    return [
      ...groups.map(({ num_rows }) => num_rows),
      ...columns.flatMap((column) => [column.data_page_offset, column.total_compressed_size]),
    ].some((number) => number < 0n);
  } catch {
    return false;
  }
}

test("any byte changed between plan and work is reported as such, in another column or the footer, too", async () => {
  const path = join(makeScratch(), "a.parquet");
  const whole = readFileSync(table("zstd"));
  writeFileSync(path, whole);
  const { input, segments } = await cut(path, { segmentBytes: 1 });
  const [first] = segments;
  const places = [first!.start, first!.end - 1, whole.length - 1, whole.length - 40, whole.length - 8];
  for (let place = first!.start; place < first!.end; place += 97) places.push(place);
  for (const place of places) {
    const damaged = Buffer.from(whole);
    damaged[place]! ^= 4;
    writeFileSync(path, damaged);
    const reading = readSegment(input, first!);
    await expect(reading, `byte ${place}`).rejects.toMatchObject({ code: "PREPARE_INPUT_CHANGED", fields: { path } });
  }
});

test.each([
  ["a run of levels", "feffffff0f01"],
  ["one behind runs of nothing", "00010100feffffff0f01"],
])("%s that says it has two billion values is corrupt, and no end of the process", async (_, run) => {
  const bytes = readFileSync(table("none"));
  // The levels of the first page: two bytes, a run of 14 values that are there.
  const at = bytes.indexOf(Buffer.from("020000001c01", "hex"));
  expect(at).toBeGreaterThan(0);
  Buffer.from(run, "hex").copy(bytes, at + 4);
  const path = join(makeScratch(), "a.parquet");
  writeFileSync(path, bytes);
  await expect(readInput(path)).rejects.toMatchObject({
    code: "PREPARE_INPUT_CORRUPT",
    message: expect.stringContaining("a run has 2147483647 values, but the page has 14"),
  });
});
