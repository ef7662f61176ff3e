/**
 * Small files that unpack to much: an error once they come to more than the job allows. repeated.parquet has 1500
 * rows of one text of 64 KiB (`"hay ".repeat(2 ** 14)`, by hyparquet-writer 0.17.0), once in its dictionary.
 */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { prepare, type PrepareJob } from "@windrow/prepare";
import { expect, test } from "vitest";
import { countDocuments, readInput, type ReadInputOptions } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";

const MIB = 2 ** 20;
/** 64 bytes, so that a test of them is quick. */
const SEPARATOR = `${"-".repeat(63)}\n`;
const table = join(import.meta.dirname, "../fixtures", "repeated.parquet");

/** A frame of blocks of 128 KiB, each of one byte that is repeated, without a word on their number in its head. */
function zstdOf(byte: string, blocks: number): Buffer {
  const block = (isLast: boolean): Buffer => {
    const bytes = Buffer.alloc(4, byte);
    bytes.writeUIntLE(((2 ** 17) << 3) | 2 | Number(isLast), 0, 3);
    return bytes;
  };
  const all = Array.from({ length: blocks }, (_, i) => block(i === blocks - 1));
  return Buffer.concat([Buffer.from("28b52ffd0058", "hex"), ...all]);
}

const PACKED: readonly (readonly [string, (mib: number) => Buffer, ReadInputOptions])[] = [
  ["empty.txt.gz", (mib) => gzipSync(Buffer.alloc(mib * MIB, SEPARATOR)), { separator: SEPARATOR }],
  ["text.txt.zst", (mib) => zstdOf("a", mib * 8), {}],
  ["empty.jsonl.zst", (mib) => zstdOf("\n", mib * 8), {}],
];

test.each(PACKED)("%s: 16 MiB are read, more is an error unless it is allowed", async (name, packed, options) => {
  const path = join(makeScratch(), name);
  const write = (mib: number): number => {
    const bytes = packed(mib);
    writeFileSync(path, bytes);
    return bytes.length;
  };
  write(16);
  const atLimit = await countDocuments(path, options);
  const bytes = write(17);
  await expect(countDocuments(path, { ...options, maxExpansion: 100 })).rejects.toMatchObject({
    code: "PREPARE_EXPANDS_TOO_MUCH",
    message: `${path} unpacks to over 16777216 bytes, more than 100 times its size: leave it out or, if you trust it, prepare into another folder with a higher maxExpansion.`,
    fields: { path, bytes, limit: 16 * MIB, maxExpansion: 100 },
  });
  const allowed = await countDocuments(path, { ...options, maxExpansion: (17 * MIB) / bytes });
  // One for each separator, one document, or none.
  const empty = MIB / SEPARATOR.length;
  expect([atLimit, allowed]).toEqual(name === "empty.txt.gz" ? [16 * empty, 17 * empty] : [atLimit, atLimit]);
});

test("a table's rows count with the text that they have, which its dictionary has once", async () => {
  await expect(readInput(table, { maxExpansion: 100 })).rejects.toMatchObject({ code: "PREPARE_EXPANDS_TOO_MUCH" });
  const texts = await readInput(table, { maxExpansion: 20_000 });
  expect(texts).toHaveLength(1500);
  expect(new Set(texts)).toEqual(new Set(["hay ".repeat(2 ** 14)]));
});

test("what is not packed has no such limit", async () => {
  const path = join(makeScratch(), "a.txt");
  writeFileSync(path, Buffer.alloc(17 * MIB, "a"));
  expect(await readInput(path, { maxExpansion: 1 })).toEqual(["a".repeat(17 * MIB)]);
});

test("a job says so with its first task, or where documents are counted before it begins; allowed, it is done", async () => {
  const folder = makeScratch();
  const job = (output: string, more: Partial<PrepareJob>): PrepareJob => {
    return { inputs: [table], output: join(folder, output), tokenizer: { encoding: "gpt2" }, ...more };
  };
  await expect(prepare(job("a", {}))).rejects.toMatchObject({
    code: "PREPARE_UNITS_FAILED",
    message: expect.stringContaining("repeated.parquet unpacks to over 16777216 bytes"),
  });
  await expect(prepare(job("b", { removeDuplicates: true }))).rejects.toMatchObject({
    code: "PREPARE_EXPANDS_TOO_MUCH",
  });
  const maxExpansion = (1500 * (2 ** 16 + 1)) / (statSync(table).size / 2);
  const allowed = await prepare(job("c", { removeDuplicates: true, maxExpansion }));
  expect(allowed).toMatchObject({ done: true, documents: 1, duplicates: 1499 });
  for (const wrong of [0, Number.NaN, "100", 2e9])
    await expect(prepare(job("d", { maxExpansion: wrong as number }))).rejects.toThrow(
      /maxExpansion is .*; expected a number from 1 to 1000000000/,
    );
});
