/** Token = position: every place and length over tiny shards and blocks, against an array. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ShardFormat, TokenShardWriter } from "../src/index.ts";
import { OpenFiles } from "../src/open-files.ts";
import { allOf, error, open, scratchFile, scratchFolder, writeSet } from "./scratch.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const FORMATS: readonly ShardFormat[] = ["bin", "llm.c", "megatron", "npy"];

describe("read", () => {
  for (const format of FORMATS) {
    for (const vocabSize of [100, 100_000]) {
      test(`every window over shards of ${format}, vocabSize ${vocabSize}`, async () => {
        for (const shardTokens of [1, 4, 7, 100]) {
          // Megatron's shards end with documents: here of 3 tokens.
          const documents =
            format === "megatron" ? Array.from({ length: 7 }, (_, i) => [3 * i, 3 * i + 1, 3 * i + 2]) : undefined;
          const folder = await writeSet(
            { format, vocabSize, shardTokens },
            documents ? { documents } : { ids: upTo(21) },
          );
          for (const [blockBytes, cacheBytes] of [
            [8, 8],
            [8, 16],
            [16, 32],
            [4096, 8192],
          ] as const) {
            const tokens = open(folder, { blockBytes, cacheBytes });
            expect([tokens.length, tokens.format, tokens.dtype]).toEqual([
              21,
              format,
              vocabSize === 100 ? "uint16" : format === "megatron" ? "int32" : "uint32",
            ]);
            for (let start = 0; start <= 21; start++) {
              for (let length = 0; length <= 21 - start; length++) {
                const out = new Int32Array(length);
                tokens.read(start, out);
                if (out.some((id, i) => id !== start + i))
                  expect([...out]).toEqual(upTo(21).slice(start, start + length));
              }
            }
          }
        }
      });
    }
  }

  test("shards without tokens are skipped", async () => {
    const folder = scratchFolder();
    const files = [[], [1, 2], [], [], [3], []].map((ids, i) =>
      scratchFile(`${i}.bin`, new Uint8Array(Uint16Array.from(ids).buffer), folder),
    );
    const tokens = open(files, { format: "bin", dtype: "uint16" });
    for (const [start, length, expected] of [
      [0, 3, [1, 2, 3]],
      [1, 2, [2, 3]],
      [2, 1, [3]],
      [3, 0, []],
      [0, 0, []],
    ] as const) {
      const out = new Int32Array(length);
      tokens.read(start, out);
      expect([...out]).toEqual(expected);
    }
  });

  test("into a view of shared memory, and nothing beside it", async () => {
    const tokens = open(await writeSet({ format: "bin", vocabSize: 10, shardTokens: 3 }, { ids: upTo(8) }));
    const shared = new Int32Array(new SharedArrayBuffer(40));
    tokens.read(2, shared.subarray(3, 7));
    expect([...shared]).toEqual([0, 0, 0, 2, 3, 4, 5, 0, 0, 0]);
  });

  test("out of range is refused with the range", async () => {
    const tokens = open(await writeSet({ format: "bin", vocabSize: 10 }, { ids: upTo(8) }));
    for (const start of [-1, 5, 0.5, Number.NaN, 9, "1" as unknown as number]) {
      expect(() => tokens.read(start, new Int32Array(4))).toThrow(
        error("DATASET_INDEX_OUT_OF_RANGE", /0 to 4, as there are 8 tokens/),
      );
    }
    expect(() => tokens.read(0, [0] as never)).toThrow(
      error("DATASET_INVALID_OPTION", /^out is .*expected an Int32Array/),
    );
  });

  test("after close is refused, and closing twice is not", async () => {
    const tokens = open(await writeSet({ format: "bin", vocabSize: 10 }, { ids: upTo(8) }));
    tokens[Symbol.dispose]();
    tokens.close();
    expect(() => tokens.read(0, new Int32Array(1))).toThrow(error("DATASET_SHARD_CLOSED", /closed/));
  });

  test("an id that is not below vocabSize is refused with its place", () => {
    const path = scratchFile("a.bin", new Uint8Array(Uint16Array.of(3, 9, 10, 3).buffer));
    const tokens = open(path, { format: "bin", dtype: "uint16", vocabSize: 10 });
    tokens.read(0, new Int32Array(2));
    expect(() => tokens.read(1, new Int32Array(3))).toThrow(
      error("DATASET_INVALID_TOKENS", /token 2 of the set is 10; expected 0 to 9/),
    );
    expect(allOf(open(path, { format: "bin", dtype: "uint16" }))).toEqual([3, 9, 10, 3]);
  });
});

describe("documents", () => {
  const documents = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9, 10], []];
  test.each(FORMATS)("%s: their ends are those that were written, whatever the shards", async (format) => {
    for (const shardTokens of [1, 3, 4, 100]) {
      const tokens = open(await writeSet({ format, vocabSize: 50, shardTokens }, { documents }));
      expect([...tokens.documentEnds!]).toEqual([3, 3, 4, 10, 10]);
      expect(allOf(tokens)).toEqual(documents.flat());
    }
  });

  test("close ends the last; a set without any says nothing of them", async () => {
    const folder = scratchFolder();
    const writer = await TokenShardWriter.create(folder, { format: "bin", vocabSize: 9, shardTokens: 2 });
    await writer.write([1, 2, 3]);
    await writer.endDocument();
    await writer.write([4, 5]);
    await writer.close();
    expect([...open(folder).documentEnds!]).toEqual([3, 5]);
    expect(open(await writeSet({ format: "bin", vocabSize: 9 }, { ids: [1] })).documentEnds).toBeUndefined();
  });

  test("Megatron's shards hold whole documents, the others so many tokens", async () => {
    const sizes = async (format: ShardFormat): Promise<number[]> =>
      open(await writeSet({ format, vocabSize: 50, shardTokens: 3 }, { documents })).manifest!.shards.map(
        ({ tokens }) => tokens,
      );
    expect(await sizes("megatron")).toEqual([3, 7, 0]);
    expect(await sizes("bin")).toEqual([3, 3, 3, 1]);
  });
});

describe("identity", () => {
  test("equal tokens in equal shards have equal fingerprints, by manifest or by files; others have others", async () => {
    const options = { format: "bin", vocabSize: 50, shardTokens: 3 } as const;
    const [one, two, other] = [
      await writeSet(options, { ids: upTo(8) }),
      await writeSet(options, { ids: upTo(8) }),
      await writeSet(options, { ids: [...upTo(7), 9] }),
    ];
    const files = readdirSync(one)
      .filter((name) => name.endsWith(".bin"))
      .toSorted()
      .map((name) => join(one, name));
    const { fingerprint } = open(one);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(open(two).fingerprint).toBe(fingerprint);
    expect(open(files, { format: "bin", dtype: "uint16" }).fingerprint).toBe(fingerprint);
    expect(open(files.toReversed(), { format: "bin", dtype: "uint16" }).fingerprint).not.toBe(fingerprint);
    expect(open(other).fingerprint).not.toBe(fingerprint);
  });

  test("the worker module opens the same tokens, after a trip through structuredClone", async () => {
    const folder = await writeSet({ format: "llm.c", vocabSize: 50, shardTokens: 3 }, { ids: upTo(8) });
    const { url, export: name, data } = structuredClone(open(folder, { verify: true, blockBytes: 8 }).workerModule);
    const module = (await import(url)) as Record<string, (data: unknown) => ReturnType<typeof open>>;
    const again = module[name]!(data);
    expect(allOf(again)).toEqual(upTo(8));
    again.close();
  });

  test("the worker module refuses a set that has changed", async () => {
    const folder = await writeSet({ format: "bin", vocabSize: 50 }, { ids: upTo(8) });
    const { url, export: name, data } = open(folder).workerModule;
    const other = await writeSet({ format: "bin", vocabSize: 50 }, { ids: upTo(8).toReversed() });
    for (const file of readdirSync(other)) scratchFile(file, readFileSync(join(other, file)), folder);
    const module = (await import(url)) as Record<string, (data: unknown) => unknown>;
    expect(() => module[name]!(data)).toThrow(error("DATASET_SHARD_CORRUPT", /has changed/));
  });
});

test("a bounded number of files is open, and each is opened again when it is needed", () => {
  const folder = scratchFolder();
  const files = upTo(5).map((i) => ({ path: scratchFile(`${i}`, new Uint8Array(1), folder), bytes: 1 }));
  const pool = new OpenFiles(files, 2);
  const [first, second] = [pool.descriptor(0), pool.descriptor(1)];
  expect([pool.descriptor(0), pool.descriptor(1)]).toEqual([first, second]);
  pool.descriptor(2); // closes 0, whose number the system gives to the next
  expect(pool.descriptor(3)).toBe(first);
  scratchFile("0", new Uint8Array(2), folder);
  expect(() => pool.descriptor(0)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /1 too many/));
  pool.close();
});
