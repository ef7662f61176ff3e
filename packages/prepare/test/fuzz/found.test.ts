/** Parquet as fuzzing damaged it: sizes, counts and places that are missing, of another type, or negative. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileBytes } from "../../src/read/input/file-bytes.ts";
import { parseFooter, readFooter } from "../../src/read/parquet/parquet-table.ts";
import { readInput } from "../support/read-inputs.ts";
import { scratchFolder } from "../support/scratch.ts";

const path = join(import.meta.dirname, "../read/fixtures/none.parquet");
/** Thrift's types (none, true, i32, i64, list, struct), and what numbers end with. */
const BYTES = [0x00, 0x11, 0x15, 0x16, 0x19, 0x1c, 0x7f, 0xff];

/** The error that the table gives with one byte of it changed; undefined where it is read all the same. */
async function errorWith(copy: string, table: Buffer, at: number, byte: number): Promise<unknown> {
  const damaged = Buffer.from(table);
  damaged[at] = byte;
  writeFileSync(copy, damaged);
  return readInput(copy).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Whether each error that there was is a PrepareError, and there were some. */
async function expectRefusals(places: readonly number[]): Promise<void> {
  const table = readFileSync(path);
  const copy = join(scratchFolder(), "a.parquet");
  const errors: unknown[] = [];
  for (const at of places) for (const byte of BYTES) errors.push(await errorWith(copy, table, at, byte));
  const thrown = errors.filter((error) => error !== undefined);
  expect(thrown.filter((error) => (error as Error).name !== "PrepareError")).toEqual([]);
  expect(thrown.length).toBeGreaterThan(places.length);
}

test("each byte of the header of a page", async () => {
  const file = await FileBytes.open(path);
  const { rowGroups } = parseFooter(path, await readFooter(file), "text");
  await file.close();
  const [start] = rowGroups[0]!.column;
  await expectRefusals(Array.from({ length: 16 }, (_, i) => start + i));
});

test("bytes all over the footer", async () => {
  const table = readFileSync(path);
  const end = table.length - 8;
  const start = end - table.readUInt32LE(end);
  await expectRefusals(Array.from({ length: 60 }, (_, i) => start + Math.floor((i * (end - start)) / 60)));
});
