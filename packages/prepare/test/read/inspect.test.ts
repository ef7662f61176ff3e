/** What files are, by name and by first bytes; what is none of them is refused by name. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inspectInput } from "../../src/read/inspect-input.ts";
import { makeScratch } from "../support/scratch.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const HAY = Buffer.from("hay, føn, 中文\n".repeat(1000));

function write(name: string, bytes: Uint8Array): string {
  const path = join(makeScratch(), name);
  writeFileSync(path, bytes);
  return path;
}

test.each<[string, Buffer, string, string]>([
  ["a.txt", HAY, "text", "none"],
  ["A.TXT", HAY, "text", "none"],
  ["a.md", HAY, "text", "none"],
  ["a.html", HAY, "text", "none"],
  ["README", HAY, "text", "none"],
  ["a.txt", Buffer.from("caf\xe9", "latin1"), "text", "none"],
  ["a.jsonl", HAY, "jsonl", "none"],
  ["a.ndjson", HAY, "jsonl", "none"],
  ["a.jsonl.gz", gzipSync(HAY), "jsonl", "gzip"],
  // Packed, though the name does not say so.
  ["a.jsonl", gzipSync(HAY), "jsonl", "gzip"],
  ["a.txt.gz", gzipSync(HAY), "text", "gzip"],
  ["a.gz", gzipSync(HAY), "text", "gzip"],
  ["a.txt", Buffer.alloc(0), "text", "none"],
  ["a", Buffer.alloc(0), "text", "none"],
  ["a.txt", Buffer.from("\ufeffhay"), "text", "none"],
  // Behind the first 8000 bytes nothing is looked at.
  ["a.txt", Buffer.concat([HAY.subarray(0, 8000), Buffer.of(0)]), "text", "none"],
  ["a.txt.gz", gzipSync(Buffer.concat([HAY.subarray(0, 8000), Buffer.of(0)])), "text", "gzip"],
  ["a", Buffer.concat([Buffer.alloc(8000, "hay"), Buffer.of(0xff)]), "text", "none"],
  ["a.gz", gzipSync(Buffer.concat([Buffer.alloc(8000, "hay"), Buffer.of(0xff)])), "text", "gzip"],
  // A code point that the first 8000 bytes end within.
  ["a", Buffer.from(`x${"é".repeat(5000)}`), "text", "none"],
])("%s is %3$s, packing %4$s", async (name, bytes, type, compression) => {
  expect(await inspectInput(write(name, bytes), undefined)).toEqual({ type, compression });
});

test("Parquet by its name and its bytes; zstd as well", async () => {
  const folder = makeScratch();
  copyFileSync(join(fixtures, "zstd.parquet"), join(folder, "table"));
  expect(await inspectInput(join(folder, "table"), undefined)).toEqual({ type: "parquet", compression: "none" });
  const frames = join(fixtures, "frames.jsonl.zst");
  expect(await inspectInput(frames, undefined)).toEqual({ type: "jsonl", compression: "zstd" });
});

test.each<[string, Buffer, string]>([
  ["a.png", Buffer.from("89504e470d0a1a0a", "hex"), "does not look like text (a PNG image)"],
  ["a.txt", Buffer.from("%PDF-1.7"), "does not look like text (a PDF document)"],
  ["a.jsonl", Buffer.from("504b0304", "hex"), "does not look like text (a ZIP archive"],
  ["a.txt", Buffer.from("\ufeffhay", "utf16le"), "does not look like text (UTF-16 text)"],
  ["a.txt", Buffer.from("hay", "utf16le"), "does not look like text (byte 1 is 0x00)"],
  ["a.bz2", Buffer.from("425a6839314159265359", "hex"), "does not look like text (compressed with bzip2)"],
  ["a.tar.gz", gzipSync(Buffer.concat([Buffer.from("a.txt"), Buffer.alloc(507)])), "(byte 5 is 0x00)"],
  ["a.txt", Buffer.concat([HAY.subarray(0, 7999), Buffer.of(0)]), "(byte 7999 is 0x00)"],
  ["a", Buffer.concat([Buffer.alloc(7998, "hay"), Buffer.from([0xff, 0x68])]), "does not begin with UTF-8 text"],
  ["a.json", HAY, "ends in .json, which may be JSON lines or one text"],
  ["a", Buffer.from("caf\xe9 au lait", "latin1"), "does not begin with UTF-8 text"],
])("%s: %#", async (name, bytes, what) => {
  const path = write(name, bytes);
  await expect(inspectInput(path, undefined)).rejects.toMatchObject({
    code: "PREPARE_UNKNOWN_FORMAT",
    message: expect.stringMatching(/; expected UTF-8 text, JSON lines .*: convert it or leave it out/),
    fields: { path },
  });
  await expect(inspectInput(path, undefined)).rejects.toThrow(what);
});

test("what it is said to be, it is", async () => {
  const json = write("a.json", HAY);
  expect(await inspectInput(json, "jsonl")).toEqual({ type: "jsonl", compression: "none" });
  expect(await inspectInput(json, "text")).toEqual({ type: "text", compression: "none" });
  expect(await inspectInput(write("a.bin", gzipSync(HAY)), "jsonl")).toEqual({ type: "jsonl", compression: "gzip" });
  expect(await inspectInput(write("a.txt", Buffer.from("a\0b")), "text")).toMatchObject({ type: "text" });
});

test.each<[string, Buffer, RegExp]>([
  ["a.jsonl.gz", HAY, /its name says gzip, but it does not begin as gzip does/],
  ["a.jsonl.gz", Buffer.alloc(0), /its name says gzip/],
  ["a.txt.zst", gzipSync(HAY), /its name says zstd/],
  ["a.parquet", HAY, /it does not begin with "PAR1"/],
  ["a.txt.gz", gzipSync(HAY).subarray(0, 15), /unpacking its gzip data failed with "unexpected end of file"/],
])("%s: corrupt %#", async (name, bytes, message) => {
  const path = write(name, bytes);
  const error = { code: "PREPARE_INPUT_CORRUPT", message: expect.stringMatching(message), fields: { path } };
  await expect(inspectInput(path, undefined)).rejects.toMatchObject(error);
});

test("what can't be read is named", async () => {
  const folder = join(makeScratch(), "folder.txt");
  mkdirSync(folder);
  for (const path of [`${folder}/nowhere`, folder])
    await expect(inspectInput(path, undefined)).rejects.toMatchObject({
      code: "PREPARE_INPUT_UNREADABLE",
      fields: { path },
    });
});
