import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ShardFileWriter, type ShardFormat, TokenShardWriter, writeManifest } from "../src/index.ts";
import { allOf, error, open, scratchFolder, writeSet } from "./scratch.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const FORMATS: readonly ShardFormat[] = ["bin", "llm.c", "megatron", "npy"];

/** Every file of a folder, as one string of hex digits each. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("hex")]));

/** Small, seeded: mulberry32 of testing/src/seeded-texts.ts would do as well. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

describe("the same bytes", () => {
  test.each(FORMATS)("%s: however the ids are cut into calls, of whatever kind, awaited or not", async (format) => {
    const ids = upTo(200_000).map((i) => i % 50_000);
    const ends = [1, 60_000, 60_000, 131_072, 199_999];
    const kinds = [
      (part: number[]) => part,
      (part: number[]) => Int32Array.from(part),
      (part: number[]) => Uint16Array.from(part),
    ];
    let expected: Record<string, string> | undefined;
    for (const seed of [1, 2, 3]) {
      const random = numbers(seed);
      const folder = scratchFolder();
      const writer = await TokenShardWriter.create(folder, {
        format,
        vocabSize: 50_257,
        shardTokens: 65_536,
        tokenizer: "f",
      });
      const calls: Promise<void>[] = [];
      for (let [at, end] = [0, 0]; at < ids.length || end < ends.length;) {
        for (; ends[end] === at; end++) calls.push(writer.endDocument());
        const most = [1, 1000, 100_000][random.next().value % 3]!;
        const to = Math.min(ids.length, ends[end] ?? ids.length, at + 1 + (random.next().value % most));
        if (calls.length > 100) await Promise.all(calls.splice(0));
        calls.push(writer.write(kinds[random.next().value % 3]!(ids.slice(at, to))));
        at = to;
      }
      calls.push(writer.close().then(() => undefined));
      await Promise.all(calls);
      expected ??= contents(folder);
      expect(Object.keys(contents(folder))).toEqual(Object.keys(expected));
      expect(contents(folder)).toEqual(expected);
      const tokens = open(folder);
      expect(allOf(tokens)).toEqual(ids);
      expect([...tokens.documentEnds!]).toEqual([...ends, 200_000]);
    }
  });

  test("shards made one by one, in any order, are those of the set", async () => {
    const options = { format: "npy", vocabSize: 70_000 } as const;
    const documents = [[1, 2, 69_999], [4, 5, 6], [7]];
    const whole = await writeSet({ ...options, shardTokens: 3 }, { documents });
    const folder = scratchFolder();
    const shards = [];
    for (const i of [2, 0, 1]) {
      const shard = await ShardFileWriter.create(folder, { ...options, name: `tokens_00000${i}` });
      await shard.write(documents[i]!);
      await shard.endDocument();
      expect(shard.tokens).toBe(documents[i]!.length);
      shards[i] = await shard.close();
    }
    await writeManifest(folder, { ...options, shards });
    expect(contents(folder)).toEqual(contents(whole));
  });
});

describe("the width of the ids", () => {
  test.each([
    ["bin", 65_536, "uint16"],
    ["bin", 65_537, "uint32"],
    ["llm.c", 65_537, "uint32"],
    ["megatron", 65_499, "uint16"],
    ["megatron", 65_500, "int32"],
    ["npy", 65_537, "uint32"],
    ["bin", 2 ** 31, "uint32"],
  ] as const)("%s with vocabSize %i is %s, up to the largest id", async (format, vocabSize, dtype) => {
    const ids = [0, vocabSize - 1];
    const tokens = open(await writeSet({ format, vocabSize }, { ids }));
    expect([tokens.dtype, tokens.vocabSize, allOf(tokens)]).toEqual([dtype, vocabSize, ids]);
  });

  test.each([[65_536], [-1], [1.5], [Number.NaN], ["7"], [7n], [undefined]])(
    "an id of %s is refused with its index, and nothing of its call is written",
    async (id) => {
      const folder = scratchFolder();
      const writer = await TokenShardWriter.create(folder, { format: "bin", vocabSize: 65_536 });
      await writer.write([1]);
      await expect(writer.write([2, id as number, 3])).rejects.toThrow(
        error("DATASET_INVALID_TOKENS", /^the id at index 1 is .*expected an integer from 0 to 65535/),
      );
      await writer.write([4]);
      await writer.close();
      expect(allOf(open(folder))).toEqual([1, 4]);
    },
  );

  test.each([[5], ["ab"], [null], [undefined], [{}]])("ids that are %j are refused", async (ids) => {
    const writer = await TokenShardWriter.create(scratchFolder(), { format: "bin", vocabSize: 9 });
    await expect(writer.write(ids as never)).rejects.toThrow(
      error("DATASET_INVALID_OPTION", /^ids is .*expected an array of ids/),
    );
  });
});

describe("what is left", () => {
  test("of a set that is not closed there is no manifest, of one that is aborted nothing", async () => {
    const folder = scratchFolder();
    const writer = await TokenShardWriter.create(folder, { format: "megatron", vocabSize: 9, shardTokens: 2 });
    await writer.write([1, 2, 3]);
    await writer.endDocument();
    await writer.write([4]);
    expect(
      readdirSync(folder)
        .filter((name) => !name.endsWith(".tmp"))
        .toSorted(),
    ).toEqual(["tokens_000000.bin", "tokens_000000.idx"]);
    expect(() => open(folder)).toThrow(error("DATASET_SHARD_UNREADABLE", /manifest\.json: could not be read/));
    await writer[Symbol.asyncDispose]();
    expect(readdirSync(folder)).toEqual([]);
    await expect(writer.write([1])).rejects.toThrow(error("DATASET_SHARD_CLOSED", /is closed/));
    await expect(writer.endDocument()).rejects.toThrow(error("DATASET_SHARD_CLOSED", /is closed/));
    await expect(writer.close()).rejects.toThrow(error("DATASET_SHARD_CLOSED", /is closed/));
  });

  test("of a set that is closed, aborting takes nothing away; no temporary name is left", async () => {
    const folder = scratchFolder();
    const writer = await TokenShardWriter.create(join(folder, "a/new/folder"), {
      format: "bin",
      vocabSize: 9,
      name: "train",
    });
    await writer.write([1]);
    await writer.endDocument();
    await writer.close();
    await writer.abort();
    expect(readdirSync(join(folder, "a/new/folder")).toSorted()).toEqual([
      "manifest.json",
      "train_000000.bin",
      "train_000000.documents",
    ]);
  });

  test("of a shard that is aborted nothing", async () => {
    const folder = scratchFolder();
    const shard = await ShardFileWriter.create(folder, { format: "bin", vocabSize: 9, name: "a" });
    await shard.write([1]);
    await shard.abort();
    expect(readdirSync(folder)).toEqual([]);
    await expect(shard.close()).rejects.toThrow(error("DATASET_SHARD_CLOSED", /is closed/));
  });

  test("many ends of documents in one call are those of a call for each; one that goes back or beyond is refused", async () => {
    const folders = [scratchFolder(), scratchFolder()];
    const [one, many] = await Promise.all(
      folders.map((folder) => ShardFileWriter.create(folder, { format: "bin", vocabSize: 9, name: "a" })),
    );
    const ends = [0, 1, 1, 3];
    for (const shard of [one!, many!]) await shard.write([1, 2, 3]);
    for (const end of ends) await one!.endDocument(end);
    await many!.endDocuments(Float64Array.from(ends));
    for (const end of [2, 4, 2.5]) {
      await expect(many!.endDocuments([3, end])).rejects.toThrow(
        error("DATASET_INVALID_OPTION", /^tokens is .*from 3 to the 3/),
      );
    }
    // The first end of each refused call counts.
    for (let i = 0; i < 3; i++) await one!.endDocument(3);
    expect(await many!.close()).toEqual(await one!.close());
  });

  test("ids that are said to be checked are written as they are; by default each is checked", async () => {
    const folder = scratchFolder();
    const options = { format: "bin", vocabSize: 9 } as const;
    const checking = await ShardFileWriter.create(folder, { ...options, name: "a" });
    await expect(checking.write(Int32Array.of(9))).rejects.toThrow(
      error("DATASET_INVALID_TOKENS", /^the id at index 0 is 9/),
    );
    await checking.abort();
    const shard = await ShardFileWriter.create(folder, { ...options, name: "b", areIdsChecked: true });
    await shard.write(Int32Array.of(9, 258));
    await shard.close();
    expect([...readFileSync(join(folder, "b.bin"))]).toEqual([9, 0, 2, 1]);
  });

  test("of a set without tokens the manifest, which opens", async () => {
    const tokens = open(await writeSet({ format: "npy", vocabSize: 9 }, {}));
    expect([tokens.length, tokens.manifest!.shards]).toEqual([0, []]);
    tokens.read(0, new Int32Array(0));
  });

  test("a write that fails on the disk fails all that follow", async () => {
    const folder = scratchFolder();
    const shard = await ShardFileWriter.create(join(folder), { format: "bin", vocabSize: 9, name: "a" });
    writeFileSync(join(folder, "a.bin"), "");
    // A folder cannot be replaced by a file.
    const taken = await ShardFileWriter.create(folder, { format: "bin", vocabSize: 9, name: "b" });
    const { mkdirSync } = await import("node:fs");
    mkdirSync(join(folder, "b.bin"));
    await expect(taken.close()).rejects.toThrow(error("DATASET_SHARD_UNWRITABLE", /b\.bin: could not be written/));
    await taken.abort();
    await shard.close();
    expect(readdirSync(folder).toSorted()).toEqual(["a.bin", "b.bin"]);
  });
});

describe("bad options", () => {
  const good = { format: "bin", vocabSize: 9 } as const;
  test.each([
    [{ ...good, format: "parquet" }, /^format is "parquet"; expected one of "bin", "llm.c", "megatron", "npy"/],
    [{ ...good, vocabSize: 0 }, /^vocabSize is 0; expected an integer from 1 to 2\^31/],
    [{ ...good, vocabSize: 2 ** 31 + 1 }, /^vocabSize is/],
    [{ ...good, vocabSize: undefined }, /^vocabSize is undefined/],
    [{ ...good, shardTokens: 0 }, /^shardTokens is 0; expected an integer from 1 to/],
    [
      { ...good, format: "llm.c", shardTokens: 2 ** 31 },
      /^shardTokens is 2147483648; expected an integer from 1 to 2147483647/,
    ],
    [{ ...good, name: "../a" }, /^name is "..\/a"; expected letters/],
    [{ ...good, name: "" }, /^name is ""/],
  ])("%j", async (options, message) => {
    const folder = scratchFolder();
    await expect(TokenShardWriter.create(folder, options as never)).rejects.toThrow(
      error("DATASET_INVALID_OPTION", message),
    );
    if (!("shardTokens" in options)) {
      await expect(ShardFileWriter.create(folder, { name: "a", ...options } as never)).rejects.toThrow(
        error("DATASET_INVALID_OPTION", message),
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a folder that has a set already", async () => {
    const folder = await writeSet(good, { ids: [1] });
    await expect(TokenShardWriter.create(folder, good)).rejects.toThrow(
      error("DATASET_INVALID_OPTION", /^directory is .*without manifest\.json/),
    );
    expect(allOf(open(folder))).toEqual([1]);
  });

  test("a folder that cannot be", async () => {
    const folder = join(await writeSet(good, { ids: [1] }), "manifest.json", "below");
    await expect(TokenShardWriter.create(folder, good)).rejects.toThrow(
      error("DATASET_SHARD_UNWRITABLE", /could not be written/),
    );
    expect(existsSync(folder)).toBe(false);
  });
});
