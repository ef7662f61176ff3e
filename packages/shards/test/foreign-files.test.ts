/** Files that are not token shards, impossible manifests, and invalid options: each is reported by name. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openTokenShards, type TokenShardManifest, TokenShardWriter, verifyTokenShards } from "../src/index.ts";
import { allOf, error, fromHex, open, scratchFile, scratchFolder, writeSet } from "./scratch.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const documents = [upTo(20), upTo(30)];

describe("foreign files", () => {
  const raw = (): string => scratchFile("a.bin", new Uint8Array(Uint16Array.from(upTo(9)).buffer));

  test("a raw file needs its format and its dtype", () => {
    const path = raw();
    expect(() => open(path)).toThrow(error("DATASET_SHARD_UNKNOWN_FORMAT", /format: "bin", dtype: "uint16"/));
    expect(() => open(path, { dtype: "uint16" })).toThrow(
      error("DATASET_SHARD_UNKNOWN_FORMAT", /does not begin like any known format/),
    );
    expect(() => open(path, { format: "bin" })).toThrow(
      error("DATASET_INVALID_OPTION", /^dtype is undefined; expected the width/),
    );
    expect(allOf(open(path, { format: "bin", dtype: "uint16" }))).toEqual(upTo(9));
    expect(() => open(path, { format: "bin", dtype: "uint32" })).toThrow(
      error("DATASET_SHARD_WRONG_SIZE", /not a multiple of 4/),
    );
  });

  test.each([["llm.c"], ["npy"]] as const)("a raw file is no %s", (format) => {
    expect(() => open(raw(), { format })).toThrow(error("DATASET_SHARD_UNKNOWN_FORMAT", /expected a file of format/));
  });

  test("empty files, folders, files that are not there", () => {
    const folder = scratchFolder();
    expect(() => open(scratchFile("a.bin", new Uint8Array(0)))).toThrow(
      error("DATASET_SHARD_UNKNOWN_FORMAT", /a\.bin/),
    );
    expect(() => open(folder)).toThrow(error("DATASET_SHARD_UNREADABLE", /manifest\.json/));
    expect(() => open([folder])).toThrow(error("DATASET_SHARD_UNREADABLE", /is a folder, not a file/));
    expect(() => open(join(folder, "no.bin"))).toThrow(error("DATASET_SHARD_UNREADABLE", /no such file/));
    expect(() => open(scratchFile("a.npy", fromHex("934e554d505901")))).toThrow(
      error("DATASET_SHARD_WRONG_SIZE", /its header alone/),
    );
  });

  test("files of several kinds are not a set", async () => {
    const [narrow, wide] = [
      await writeSet({ format: "npy", vocabSize: 9 }, { ids: [1] }),
      await writeSet({ format: "npy", vocabSize: 70_000 }, { ids: [1] }),
    ];
    const files = [narrow, wide].map((folder) => join(folder, "tokens_000000.npy"));
    expect(() => open(files)).toThrow(
      error("DATASET_SHARD_INVALID_HEADER", /is npy of uint32; expected npy of uint16/),
    );
    expect(() => open(files[0]!, { dtype: "uint32" })).toThrow(
      error("DATASET_SHARD_INVALID_HEADER", /dtype is uint16; expected uint32/),
    );
  });

  test("what a manifest says is not overruled", async () => {
    const folder = await writeSet({ format: "bin", vocabSize: 9 }, { ids: [1] });
    for (const [name, value] of [
      ["format", "npy"],
      ["dtype", "uint32"],
      ["vocabSize", 10],
    ] as const) {
      expect(() => open(folder, { [name]: value })).toThrow(
        error("DATASET_INVALID_OPTION", new RegExp(`^${name} is .*as the manifest says`)),
      );
    }
  });
});

describe("the manifest", () => {
  type Edit = (manifest: Record<string, unknown> & { shards: Record<string, unknown>[] }) => unknown;
  const edits: [string, Edit][] = [
    ["kind", (m) => ({ ...m, kind: "other" })],
    ["version", (m) => ({ ...m, version: 2 })],
    ["format", (m) => ({ ...m, format: "toString" })],
    ["dtype", (m) => ({ ...m, dtype: "int32" })],
    ["vocabSize", (m) => ({ ...m, vocabSize: 65_537 })],
    ["tokenizer", (m) => ({ ...m, tokenizer: 5 })],
    ["tokens", (m) => ({ ...m, tokens: 5 })],
    ["shards", (m) => ({ ...m, shards: {} })],
    ["the manifest", () => []],
    ["shards[1]", (m) => ({ ...m, shards: [m.shards[0], null] })],
    ...(["/etc/passwd", "../a.bin", "a/../../b", "a//b", "C:\\a", "C:a", ".", "", 5] as const).map(
      (file): [string, Edit] => ["shards[0].file", (m) => ({ ...m, shards: [{ ...m.shards[0], file }, m.shards[1]] })],
    ),
    [
      "shards[0].documents.file",
      (m) => ({
        ...m,
        shards: [{ ...m.shards[0], documents: { ...(m.shards[0]!.documents as object), file: "../x" } }, m.shards[1]],
      }),
    ],
    [
      "shards[0].documents.count",
      (m) => ({
        ...m,
        shards: [{ ...m.shards[0], documents: { ...(m.shards[0]!.documents as object), count: -1 } }, m.shards[1]],
      }),
    ],
    ...(
      [
        ["tokens", 1.5],
        ["bytes", 3],
        ["sha256", "abc"],
        ["crc32", "ABCDEF01"],
        ["crc32", ""],
      ] as const
    ).map(([field, value]): [string, Edit] => [
      `shards[0].${field}`,
      (m) => ({ ...m, shards: [{ ...m.shards[0], [field]: value }, m.shards[1]] }),
    ]),
  ];

  test.each(edits)("%s is refused by its name", async (field, edit) => {
    const folder = await writeSet({ format: "bin", vocabSize: 50_000, shardTokens: 30 }, { documents });
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Parameters<Edit>[0];
    writeFileSync(path, JSON.stringify(edit(manifest)));
    const start = `${path}: ${field} is `;
    expect(() => openTokenShards(folder)).toThrow(
      expect.objectContaining({
        code: "DATASET_MANIFEST_INVALID",
        fields: { path, field },
        message: expect.stringContaining(start),
      }) as unknown,
    );
  });

  test("text that is not JSON, counts that are not the files'", async () => {
    const folder = await writeSet({ format: "megatron", vocabSize: 50_000 }, { documents });
    const path = join(folder, "manifest.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"count": 2', '"count": 3'));
    expect(() => openTokenShards(folder)).toThrow(
      error("DATASET_SHARD_CORRUPT", /has 2 documents, but the manifest says 3/),
    );
    writeFileSync(path, text.slice(0, -5));
    expect(() => openTokenShards(folder)).toThrow(error("DATASET_MANIFEST_INVALID", /the text is .*expected JSON/));
  });

  test("its fields are those of the README, and others are let through", async () => {
    const folder = await writeSet(
      { format: "bin", vocabSize: 50_000, shardTokens: 30, tokenizer: "abc" },
      { documents },
    );
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as TokenShardManifest;
    expect(manifest).toMatchObject({
      kind: "windrow-token-shards",
      version: 1,
      format: "bin",
      dtype: "uint16",
      vocabSize: 50_000,
      tokenizer: "abc",
      tokens: 50,
    });
    expect(
      manifest.shards.map(({ file, tokens, bytes, documents: ends }) => [file, tokens, bytes, ends?.file, ends?.count]),
    ).toEqual([
      ["tokens_000000.bin", 30, 60, "tokens_000000.documents", 1],
      ["tokens_000001.bin", 20, 40, "tokens_000001.documents", 1],
    ]);
    writeFileSync(path, JSON.stringify({ ...manifest, job: { inputs: 5 } }));
    expect(open(path).manifest).toMatchObject({ job: { inputs: 5 } });
  });
});

describe("bad options", () => {
  test.each([
    [[], {}, /^paths is .*at least one path/],
    [5, {}, /^paths is 5/],
    ["x", { format: "csv" }, /^format is "csv"; expected one of/],
    ["x", { dtype: "uint8" }, /^dtype is "uint8"; expected one of/],
    ["x", { vocabSize: 0 }, /^vocabSize is 0/],
    ["x", { verify: "all" }, /^verify is "all"; expected true, false or "read"/],
    ["x", { blockBytes: 100 }, /^blockBytes is 100; expected a power of two from 8/],
    ["x", { cacheBytes: 1024 }, /^cacheBytes is 1024; expected a power of two from 4096/],
  ])("%j %j", (paths, options, message) => {
    expect(() => openTokenShards(paths as string, options as object)).toThrow(error("DATASET_INVALID_OPTION", message));
  });

  test("verifying files without a manifest", async () => {
    const path = join(await writeSet({ format: "npy", vocabSize: 9 }, { ids: [1] }), "tokens_000000.npy");
    expect(() => openTokenShards(path, { verify: true })).toThrow(
      error("DATASET_INVALID_OPTION", /there is no manifest/),
    );
    await expect(verifyTokenShards(path)).rejects.toThrow(error("DATASET_INVALID_OPTION", /^path is .*manifest\.json/));
  });

  test("a big-endian machine is refused", async () => {
    const os = await import("node:os");
    const folder = scratchFolder();
    vi.doMock("node:os", () => ({ ...os, endianness: () => "BE" }));
    vi.resetModules();
    const shards = await import("../src/index.ts");
    vi.doUnmock("node:os");
    expect(() => shards.openTokenShards(folder)).toThrow(
      error("DATASET_SHARD_BYTE_SWAPPED", /this machine is big-endian/),
    );
    await expect(shards.ShardFileWriter.create(folder, { format: "bin", vocabSize: 9, name: "a" })).rejects.toThrow(
      /big-endian/,
    );
    expect(TokenShardWriter).not.toBe(shards.TokenShardWriter);
  });
});
