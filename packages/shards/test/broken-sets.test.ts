/** Truncated, foreign, swapped and flipped files: each an error, and never wrong tokens. */
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ShardFormat, verifyTokenShards } from "../src/index.ts";
import { allOf, error, open, scratchFile, writeSet } from "./scratch.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const FORMATS: readonly ShardFormat[] = ["bin", "llm.c", "megatron", "npy"];
const documents = [upTo(20), upTo(30)];

function change(path: string, edit: (bytes: Buffer) => Uint8Array): void {
  writeFileSync(path, edit(readFileSync(path)));
}

function flipBit(path: string, byte: number, bit: number): void {
  change(path, (bytes) => {
    bytes[byte]! ^= 1 << bit;
    return bytes;
  });
}

describe.each(FORMATS)("%s", (format) => {
  const set = (): Promise<string> => writeSet({ format, vocabSize: 50_000 }, { documents });
  const file = format === "npy" ? "tokens_000000.npy" : "tokens_000000.bin";
  const index = format === "megatron" ? "tokens_000000.idx" : "tokens_000000.documents";

  test("a bit flipped anywhere is found: on opening, when the tokens are read, and by verify", async () => {
    const folder = await set();
    const { length } = readFileSync(join(folder, file));
    for (let byte = 0; byte < length; byte += byte < 140 ? 7 : 61) {
      flipBit(join(folder, file), byte, byte % 8);
      let [code, got] = ["", undefined as number[] | undefined];
      try {
        got = allOf(open(folder));
      } catch (thrown) {
        code = (thrown as { code: string }).code;
      }
      expect(got).toBeUndefined();
      expect(code).toMatch(/^DATASET_SHARD_/);
      await expect(verifyTokenShards(folder)).rejects.toThrow(/tokens_000000/);
      expect(() => open(folder, { verify: true })).toThrow(/tokens_000000/);
      flipBit(join(folder, file), byte, byte % 8);
    }
    expect(allOf(open(folder, { verify: true }))).toEqual(documents.flat());
    expect((await verifyTokenShards(join(folder, "manifest.json"))).tokens).toBe(50);
  });

  test("a bit flipped in the document ends is found on opening", async () => {
    const folder = await set();
    const { length } = readFileSync(join(folder, index));
    for (let byte = 0; byte < length; byte++) {
      flipBit(join(folder, index), byte, byte % 8);
      expect(() => open(folder)).toThrow(/tokens_000000\.(idx|documents|bin): /);
      flipBit(join(folder, index), byte, byte % 8);
    }
    expect([...open(folder).documentEnds!]).toEqual([20, 50]);
  });

  test("truncated at any place, too long, empty or missing", async () => {
    const folder = await set();
    const whole = readFileSync(join(folder, file));
    for (let length = 0; length < whole.length; length += length < 140 ? 13 : 97) {
      writeFileSync(join(folder, file), whole.subarray(0, length));
      expect(() => open(folder)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /truncated/));
    }
    writeFileSync(join(folder, file), Buffer.concat([whole, Buffer.alloc(1)]));
    expect(() => open(folder)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /1 too many/));
    writeFileSync(join(folder, file), whole);
    change(join(folder, index), (bytes) => bytes.subarray(0, -1));
    expect(() => open(folder)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /truncated \(bytes missing: 1\)/));
  });
});

test("without a manifest too, a truncated file never opens, but for a raw one cut between two ids", async () => {
  for (const format of FORMATS) {
    const folder = await writeSet({ format, vocabSize: 50_000 }, { ids: upTo(50) });
    const path = join(folder, format === "npy" ? "tokens_000000.npy" : "tokens_000000.bin");
    change(path, (bytes) => bytes.subarray(0, -1));
    const options = format === "bin" ? ({ format, dtype: "uint16" } as const) : {};
    expect(() => open(path, options)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /truncated/));
  }
});

test("a file that ends right behind what it is known by is truncated, not of an unknown kind", () => {
  const llmc = Buffer.alloc(8);
  llmc.writeInt32LE(20240520, 0);
  llmc.writeInt32LE(1, 4);
  const numpy = Buffer.from("\x93NUMPY", "latin1");
  expect(() => open(scratchFile("a.npy", numpy))).toThrow(error("DATASET_SHARD_WRONG_SIZE", /has 6 bytes.*truncated/));
  expect(() => open(scratchFile("a.bin", llmc))).toThrow(error("DATASET_SHARD_INVALID_HEADER", /size is 8 bytes/));
  const megatron = scratchFile("b.bin", Buffer.alloc(4));
  writeFileSync(megatron.replace(".bin", ".idx"), "MMIDIDX\0\0");
  expect(() => open(megatron)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /b\.idx: has 9 bytes.*truncated/));
});

test("a file that is cut while it is open", async () => {
  const folder = await writeSet({ format: "bin", vocabSize: 50_000, shardTokens: 10_000 }, { ids: upTo(20_000) });
  const tokens = open(folder, { verify: false });
  tokens.read(0, new Int32Array(10));
  change(join(folder, "tokens_000000.bin"), (bytes) => bytes.subarray(0, 10_000));
  change(join(folder, "tokens_000001.bin"), (bytes) => bytes.subarray(0, 10_000));
  expect(() => tokens.read(9000, new Int32Array(10))).toThrow(
    error("DATASET_SHARD_WRONG_SIZE", /000000\.bin.*truncated/),
  );
  expect(() => tokens.read(10_000, new Int32Array(10))).toThrow(
    error("DATASET_SHARD_WRONG_SIZE", /000001\.bin.*when the set was opened/),
  );
  const out = new Int32Array(10);
  tokens.read(20, out); // what was read before the accident stays right
  expect([...out]).toEqual(upTo(30).slice(20));
});

test("each 256 KiB are checked when they are first read, not before; verify: false checks nothing", async () => {
  const folder = await writeSet({ format: "bin", vocabSize: 50_000 }, { ids: upTo(1_200_000).map((i) => i % 50_000) });
  flipBit(join(folder, "tokens_000000.bin"), 2 ** 20 + 5, 0);
  const tokens = open(folder);
  const out = new Int32Array(8);
  tokens.read(2 ** 19 - 8, out);
  expect(out[0]).toBe((2 ** 19 - 8) % 50_000);
  for (let again = 0; again < 2; again++) {
    expect(() => tokens.read(2 ** 19 - 4, out)).toThrow(
      error("DATASET_SHARD_CORRUPT", /bytes 1048576 to 1310719 have crc32/),
    );
  }
  tokens.read(2 ** 20, out); // the third MiB is whole
  expect(out[0]).toBe(2 ** 20 % 50_000);
  const unchecked = open(folder, { verify: false });
  unchecked.read(2 ** 19, out);
  expect(out[2]).not.toBe((2 ** 19 + 2) % 50_000);
});

test("a read across the border of two 256 KiB checks both: behind a header, blocks of tokens cross it", async () => {
  const folder = await writeSet({ format: "npy", vocabSize: 50_000 }, { ids: upTo(200_000).map((i) => i % 50_000) });
  // 128 bytes of header: the block of 4 KiB that holds this byte begins 3,968 bytes before the border.
  flipBit(join(folder, "tokens_000000.npy"), 2 ** 18 + 10, 0);
  const out = new Int32Array(8);
  const last = (2 ** 18 - 128) / 2 - 20;
  expect(() => open(folder).read(last, out)).toThrow(error("DATASET_SHARD_CORRUPT", /bytes 262144 to 400127/));
});

test("what a failed read has left in memory is never given", async () => {
  const folder = await writeSet({ format: "bin", vocabSize: 50_000 }, { ids: upTo(400_000).map((i) => i % 50_000) });
  // One slot for all blocks, so the block that fails takes the place of a good one.
  const tokens = open(folder, { blockBytes: 4096, cacheBytes: 4096 });
  const out = new Int32Array(4);
  tokens.read(0, out);
  flipBit(join(folder, "tokens_000000.bin"), 2 ** 18 + 5, 0);
  expect(() => tokens.read(2 ** 17, out)).toThrow(error("DATASET_SHARD_CORRUPT", /./));
  tokens.read(8, out);
  expect([...out]).toEqual([8, 9, 10, 11]);
  truncateSync(join(folder, "tokens_000000.bin"), 6000);
  // The second block is cut: some of its bytes come, then the read fails.
  expect(() => tokens.read(2048, out)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /./));
  tokens.read(8, out);
  expect([...out]).toEqual([8, 9, 10, 11]);
});

describe("document ends that cannot be", () => {
  /** A set whose ends are these, with checksums that fit, as a program with a mistake would write it. */
  async function setWithEnds(ends: readonly bigint[]): Promise<string> {
    const folder = await writeSet({ format: "bin", vocabSize: 50_000 }, { documents });
    const [path, bytes] = [join(folder, "manifest.json"), Buffer.from(BigUint64Array.from(ends).buffer)];
    writeFileSync(join(folder, "tokens_000000.documents"), bytes);
    const { createHash } = await import("node:crypto");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as { shards: { documents: object }[] };
    manifest.shards[0]!.documents = {
      file: "tokens_000000.documents",
      count: ends.length,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    };
    writeFileSync(path, JSON.stringify(manifest));
    return folder;
  }

  test.each([
    [[20n, 51n], /last document ends at 51; the shard has 50 tokens/],
    [[20n, 49n], /last document of the set ends after token 49; expected 50/],
    [[30n, 20n, 50n], /document 1 ends at 20; expected at least 30/],
    [[2n ** 64n - 1n, 50n], /document 1 ends at 50; expected at least/],
    [[], /ends after token 0; expected 50/],
  ])("case %#", async (ends, message) => {
    const folder = await setWithEnds(ends);
    expect(() => open(folder)).toThrow(error("DATASET_SHARD_INVALID_DOCUMENTS", message));
  });

  test("more than 65,536 are checked when they are asked for", async () => {
    const ends = Array.from({ length: 70_000 }, (_, i) => BigInt(Math.min(50, i)));
    expect(open(await setWithEnds(ends)).documentEnds!.length).toBe(70_000);
    ends[60_000] = 3n;
    const tokens = open(await setWithEnds(ends));
    expect(allOf(tokens)).toEqual(documents.flat());
    expect(() => tokens.documentEnds).toThrow(error("DATASET_SHARD_INVALID_DOCUMENTS", /document 60000 ends at 3/));
  });
});
