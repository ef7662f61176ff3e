/** Bytes of each format against files that numpy, and the rules of llm.c and Megatron, made: fixtures/foreign-files.json has the script. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { megatronIndex } from "../src/megatron.ts";
import { allOf, error, fromHex, open, scratchFile, scratchFolder, writeSet } from "./scratch.ts";

interface Fixtures {
  readonly ids: readonly number[];
  readonly npy: Readonly<Record<string, string>>;
  readonly "llm.c": Readonly<Record<"uint16" | "uint32", string>>;
  readonly megatron: Readonly<Record<"uint16" | "int32", { readonly idx: string; readonly bin: string }>>;
}
const fixtures = JSON.parse(readFileSync(new URL("fixtures/foreign-files.json", import.meta.url), "utf8")) as Fixtures;
const ids = fixtures.ids;
const bytesOf = (folder: string, name: string): string => readFileSync(join(folder, name)).toString("hex");

describe("npy", () => {
  test.each([
    ["<u2", 65_536],
    ["<u4", 65_537],
  ])("what is written as %s is numpy's file, byte for byte", async (descr, vocabSize) => {
    const folder = await writeSet({ format: "npy", vocabSize }, { ids });
    expect(bytesOf(folder, "tokens_000000.npy")).toBe(fixtures.npy[descr]);
  });

  test.each([
    ["<u2", "uint16"],
    ["<u4", "uint32"],
    ["<i4", "int32"],
    ["<i8", "int64"],
    ["version 2.0", "uint16"],
    ["version 3.0", "uint16"],
  ])("numpy's %s is read", (name, dtype) => {
    const tokens = open(scratchFile("a.npy", fromHex(fixtures.npy[name]!)));
    expect([tokens.format, tokens.dtype, allOf(tokens)]).toEqual(["npy", dtype, ids]);
  });

  test("an empty array has no tokens", () => {
    expect(open(scratchFile("a.npy", fromHex(fixtures.npy.empty!))).length).toBe(0);
  });

  test.each([
    [">u2", "DATASET_SHARD_BYTE_SWAPPED", /byte-swapped.*'>u2'/],
    [">i4", "DATASET_SHARD_BYTE_SWAPPED", /byte-swapped.*'>i4'/],
    ["<f4", "DATASET_SHARD_INVALID_HEADER", /descr is '<f4'; expected <u2/],
    ["two dimensions", "DATASET_SHARD_INVALID_HEADER", /shape is \(2, 3\); expected one dimension/],
    ["fortran", "DATASET_SHARD_INVALID_HEADER", /fortran_order is True/],
    ["structured", "DATASET_SHARD_INVALID_HEADER", /its descr is .*, expected one dtype/],
  ])("%s is refused", (name, code, message) => {
    const path = scratchFile("a.npy", fromHex(fixtures.npy[name]!));
    expect(() => open(path)).toThrow(error(code, message));
  });

  test.each([
    ["negative", /token 1 of the set is -2/],
    ["beyond int32", /token 1 of the set is -2147483648 as int32/],
    ["beyond int32, int64", /token 1 of the set is 5/],
  ])("an id that is %s is refused when it is read, and those before it are not", (name, message) => {
    const tokens = open(scratchFile("a.npy", fromHex(fixtures.npy[name]!)));
    expect(() => tokens.read(0, new Int32Array(2))).toThrow(error("DATASET_INVALID_TOKENS", message));
    const one = new Int32Array(1);
    tokens.read(0, one);
    expect([...one]).toEqual([1]);
  });

  test.each([
    ["version", 6, 4, /its version is 4\.0, expected 1\.0, 2\.0 or 3\.0/],
    ["header length", 9, 0x20, /a\.npy: has 140 bytes; expected 8320 \(its header alone\)/],
    ["header length beyond numpy's limit", 9, 0xff, /a\.npy: its header claims 65398 bytes; at most 10000/],
  ])("a broken %s is refused", (_, at, value, message) => {
    const bytes = fromHex(fixtures.npy["<u2"]!);
    bytes[at as number] = value as number;
    const path = scratchFile("a.npy", bytes);
    expect(() => open(path)).toThrow(message as RegExp);
  });
});

describe("llm.c", () => {
  test.each([
    ["uint16", 65_536, 20240520, 1],
    ["uint32", 65_537, 20240801, 7],
  ] as const)("%s is written by its rules", async (dtype, vocabSize, magic, version) => {
    const folder = await writeSet({ format: "llm.c", vocabSize }, { ids });
    const file = bytesOf(folder, "tokens_000000.bin");
    expect(file).toBe(fixtures["llm.c"][dtype]);
    const header = new Int32Array(fromHex(file).slice(0, 1024).buffer);
    expect([...header]).toEqual([magic, version, ids.length, ...Array.from({ length: 253 }, () => 0)]);
  });

  test.each(["uint16", "uint32"] as const)("%s is known by its magic and read", (dtype) => {
    const tokens = open(scratchFile("a.bin", fromHex(fixtures["llm.c"][dtype])));
    expect([tokens.format, tokens.dtype, allOf(tokens)]).toEqual(["llm.c", dtype, ids]);
  });

  test.each([
    ["swapped magic", [0x01, 0x34, 0xd8, 0x88], 0, "DATASET_SHARD_BYTE_SWAPPED", /byte-swapped/],
    ["another version", [7], 4, "DATASET_SHARD_INVALID_HEADER", /version is 7; expected 1/],
    ["a token more", [7], 8, "DATASET_SHARD_WRONG_SIZE", /truncated \(bytes missing: 2\)/],
    ["a token less", [5], 8, "DATASET_SHARD_WRONG_SIZE", /2 too many/],
    ["a negative count", [0xff, 0xff, 0xff, 0xff], 8, "DATASET_SHARD_INVALID_HEADER", /number of tokens is -1/],
    ["the magic of eval questions", [0x8a], 0, "DATASET_SHARD_INVALID_HEADER", /eval questions/],
  ])("%s is refused", (_, bytes, at, code, message) => {
    const file = fromHex(fixtures["llm.c"].uint16);
    file.set(bytes, at);
    const path = scratchFile("a.bin", file);
    expect(() => open(path)).toThrow(error(code, message));
    // Nor does saying that it is raw make tokens of the header.
    expect(() => open(path, { format: "bin", dtype: "uint16" })).toThrow(/a\.bin: /);
  });
});

describe("megatron", () => {
  const documents = [
    [0, 1],
    [258, 50256, 65535, 40000],
  ];

  test.each([
    ["uint16", 65_499],
    ["int32", 65_500],
  ] as const)("%s is written by its rules, one sequence for each document", async (dtype, vocabSize) => {
    const inRange = documents.map((document) => document.map((id) => Math.min(id, vocabSize - 1)));
    const folder = await writeSet({ format: "megatron", vocabSize }, { documents: inRange });
    const width = dtype === "uint16" ? 2 : 4;
    const index = new DataView(new Uint8Array(readFileSync(join(folder, "tokens_000000.idx"))).buffer);
    expect(Buffer.from(index.buffer, 0, 9).toString("latin1")).toBe("MMIDIDX\0\0");
    expect([
      index.getBigUint64(9, true),
      index.getUint8(17),
      index.getBigUint64(18, true),
      index.getBigUint64(26, true),
    ]).toEqual([1n, dtype === "uint16" ? 8 : 4, 2n, 3n]);
    expect([index.getInt32(34, true), index.getInt32(38, true)]).toEqual([2, 4]);
    expect([index.getBigInt64(42, true), index.getBigInt64(50, true)]).toEqual([0n, BigInt(2 * width)]);
    expect([58, 66, 74].map((at) => index.getBigInt64(at, true))).toEqual([0n, 1n, 2n]);
    expect(index.byteLength).toBe(82);
  });

  test.each(["uint16", "int32"] as const)(
    "%s of several sequences to a document is read, by .bin and by .idx",
    (dtype) => {
      const { bin, idx } = fixtures.megatron[dtype];
      const folder = scratchFolder();
      const path = scratchFile("a_text_document.bin", fromHex(bin), folder);
      const index = scratchFile("a_text_document.idx", fromHex(idx), folder);
      for (const tokens of [open(path), open(index)]) {
        expect([tokens.format, tokens.dtype, allOf(tokens), [...tokens.documentEnds!]]).toEqual([
          "megatron",
          dtype,
          ids,
          [2, 6],
        ]);
      }
    },
  );

  test("a document longer than a sequence may be is several sequences, an empty one none", () => {
    const index = new DataView(new Uint8Array(Buffer.concat([...megatronIndex("uint16", () => [7, 7, 9], 3)])).buffer);
    expect([index.getBigUint64(18, true), index.getBigUint64(26, true)]).toEqual([4n, 4n]);
    expect([0, 1, 2, 3].map((i) => index.getInt32(34 + 4 * i, true))).toEqual([3, 3, 1, 2]);
    expect([0, 1, 2, 3].map((i) => index.getBigInt64(50 + 8 * i, true))).toEqual([0n, 6n, 12n, 14n]);
    expect([0, 1, 2, 3].map((i) => index.getBigInt64(82 + 8 * i, true))).toEqual([0n, 3n, 3n, 4n]);
  });

  // The fixture's layout: 34 bytes of header, 3 lengths, 3 offsets at 46, 3 borders at 70.
  test.each([
    ["a version in the other byte order", [0, 0, 0, 0, 0, 0, 0, 1], 9, "DATASET_SHARD_BYTE_SWAPPED", /byte-swapped/],
    ["another version", [2], 9, "DATASET_SHARD_INVALID_HEADER", /version is 2/],
    ["a code of floats", [7], 17, "DATASET_SHARD_INVALID_HEADER", /dtype code is 7/],
    ["too many sequences", [4], 18, "DATASET_SHARD_WRONG_SIZE", /truncated/],
    ["a longer last sequence", [4], 42, "DATASET_SHARD_WRONG_SIZE", /a\.bin: has 12 bytes; expected 14/],
    ["a negative length", [0xff, 0xff, 0xff, 0xff], 34, "DATASET_SHARD_INVALID_DOCUMENTS", /sequence 0 has -1 tokens/],
    [
      "a gap",
      [3],
      34,
      "DATASET_SHARD_INVALID_DOCUMENTS",
      /sequence 1 has 1 tokens at byte 4; expected 0 or more at byte 6/,
    ],
    ["a first border that is not 0", [1], 70, "DATASET_SHARD_INVALID_DOCUMENTS", /first border is 1/],
    ["a border beyond the sequences", [9], 78, "DATASET_SHARD_INVALID_DOCUMENTS", /border 1 is 9; expected 0 to 3/],
    ["a last border before the end", [2], 86, "DATASET_SHARD_INVALID_DOCUMENTS", /ends after sequence 2; expected 3/],
  ])("%s is refused", (_, bytes, at, code, message) => {
    const { bin, idx } = fixtures.megatron.uint16;
    const folder = scratchFolder();
    const index = fromHex(idx);
    index.set(bytes, at);
    const path = scratchFile("a.bin", fromHex(bin), folder);
    scratchFile("a.idx", index, folder);
    expect(() => open(path)).toThrow(error(code, message));
  });

  test("sequence modes, an index that is none and one that is missing are refused", () => {
    const { bin, idx } = fixtures.megatron.uint16;
    const folder = scratchFolder();
    const path = scratchFile("a.bin", fromHex(bin), folder);
    expect(() => open(path, { format: "megatron" })).toThrow(
      error("DATASET_SHARD_UNREADABLE", /a\.idx: could not be read/),
    );
    scratchFile("a.idx", fromHex(`${idx}000000`), folder);
    expect(() => open(path)).toThrow(error("DATASET_SHARD_INVALID_HEADER", /sequence modes/));
    scratchFile("a.idx", fromHex("00".repeat(90)), folder);
    expect(() => open(path, { format: "megatron" })).toThrow(
      error("DATASET_SHARD_UNKNOWN_FORMAT", /not a Megatron index/),
    );
    scratchFile("a.idx", fromHex(idx.slice(0, 40)), folder);
    expect(() => open(path)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /a\.idx: has 20 bytes; expected 34/));
  });
});
