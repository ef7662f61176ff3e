/** Files that are not files, and files that are not in the set's folder: pipes, devices, links. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { skipNote } from "@windrow/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { openTokenShards, verifyTokenShards, type ShardFormat } from "../src/index.ts";
import { allOf, error, open, scratchFolder, writeSet } from "./scratch.ts";

const documents = [
  [1, 2, 3],
  [4, 5],
];

const hasPipes = spawnSync("mkfifo", ["--version"]).status === 0;
const testPipes = hasPipes ? test : test.skip;
const noPipes = hasPipes ? "" : skipNote("there is no mkfifo");

/** Puts a pipe in a file's place. */
function pipeAt(path: string): string {
  rmSync(path, { force: true });
  execFileSync("mkfifo", [path]);
  return path;
}

// A pipe that nobody writes to: opened in the usual way it would stop the whole process.
describe(`pipes and devices${noPipes}`, () => {
  const isPipe = error("DATASET_SHARD_UNREADABLE", /: is a pipe, not a file/);

  testPipes("as a file of tokens, alone and in a list", () => {
    const pipe = pipeAt(join(scratchFolder(), "a.bin"));
    expect(() => openTokenShards(pipe, { format: "bin", dtype: "uint16" })).toThrow(isPipe);
    expect(() => openTokenShards([pipe])).toThrow(isPipe);
    expect(() => openTokenShards(pipeAt(join(scratchFolder(), "a.npy")))).toThrow(isPipe);
  });

  testPipes("as a manifest, a shard, its documents or its index", async () => {
    const folder = await writeSet({ format: "bin", vocabSize: 100 }, { documents });
    for (const name of ["tokens_000000.documents", "tokens_000000.bin", "manifest.json"]) {
      const path = join(folder, name);
      renameSync(path, `${path}.kept`);
      pipeAt(path);
      expect(() => openTokenShards(folder)).toThrow(isPipe);
      await expect(verifyTokenShards(folder)).rejects.toThrow(isPipe);
      rmSync(path);
      renameSync(`${path}.kept`, path);
    }
    expect(() => openTokenShards(pipeAt(join(scratchFolder(), "other.json")))).toThrow(isPipe);
    const indexed = await writeSet({ format: "megatron", vocabSize: 100 }, { documents });
    pipeAt(join(indexed, "tokens_000000.idx"));
    expect(() => openTokenShards(indexed)).toThrow(isPipe);
    expect(() => openTokenShards(join(indexed, "tokens_000000.bin"))).toThrow(isPipe);
  });

  testPipes("in the place of a shard that was opened before", async () => {
    const folder = await writeSet({ format: "bin", vocabSize: 100 }, { documents });
    const tokens = open(folder);
    pipeAt(join(folder, "tokens_000000.bin"));
    expect(() => allOf(tokens)).toThrow(isPipe);
  });

  test("a device, a socket, a folder", async () => {
    const options = { format: "bin", dtype: "uint16" } as const;
    expect(() => openTokenShards("/dev/zero", options)).toThrow(
      error("DATASET_SHARD_UNREADABLE", /is a device, not a file/),
    );
    const folder = scratchFolder();
    expect(() => openTokenShards([folder], options)).toThrow(
      error("DATASET_SHARD_UNREADABLE", /is a folder, not a file/),
    );
    const [socket, server] = [join(folder, "socket"), createServer()];
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    onTestFinished(() => void server.close());
    expect(() => openTokenShards(socket, options)).toThrow(error("DATASET_SHARD_UNREADABLE", /socket.*, not a file/));
  });
});

describe.each<ShardFormat>(["bin", "llm.c", "megatron", "npy"])("%s: links in a set", (format) => {
  const data = format === "npy" ? "tokens_000000.npy" : "tokens_000000.bin";
  const ends = format === "megatron" ? "tokens_000000.idx" : "tokens_000000.documents";
  const leads = error("DATASET_MANIFEST_INVALID", /leads out of the folder by a link/);

  test.each([data, ends])("%s that leads out of the folder is refused, however it leads", async (name) => {
    const [folder, outside] = [await writeSet({ format, vocabSize: 100 }, { documents }), scratchFolder()];
    const [path, elsewhere] = [join(folder, name), join(outside, "elsewhere")];
    copyFileSync(path, elsewhere);
    rmSync(path);
    symlinkSync(elsewhere, path);
    expect(() => openTokenShards(folder)).toThrow(leads);
    expect(() => openTokenShards(folder, { verify: true })).toThrow(leads);
    await expect(verifyTokenShards(folder)).rejects.toThrow(leads);
    // By way of another link, and back in by a way out.
    rmSync(path);
    symlinkSync(elsewhere, join(folder, "hop"));
    symlinkSync("hop", path);
    expect(() => openTokenShards(folder)).toThrow(leads);
  });

  test("one that stays inside is followed, and so is a link to the folder itself", async () => {
    const folder = await writeSet({ format, vocabSize: 100 }, { documents });
    mkdirSync(join(folder, "kept"));
    for (const name of [data, ends]) {
      renameSync(join(folder, name), join(folder, "kept", name));
      symlinkSync(join("kept", name), join(folder, name));
    }
    const link = join(scratchFolder(), "set");
    symlinkSync(folder, link);
    for (const path of [folder, link, join(link, "manifest.json")]) {
      expect(allOf(open(path))).toEqual(documents.flat());
      expect([...open(path).documentEnds!]).toEqual([3, 5]);
      expect((await verifyTokenShards(path)).tokens).toBe(5);
    }
  });
});

test("a folder of the manifest's path that leads out, and links that lead nowhere or round", async () => {
  const [folder, outside] = [await writeSet({ format: "bin", vocabSize: 100 }, { documents }), scratchFolder()];
  const manifest = readFileSync(join(folder, "manifest.json"), "utf8");
  copyFileSync(join(folder, "tokens_000000.bin"), join(outside, "tokens_000000.bin"));
  symlinkSync(outside, join(folder, "sub"));
  writeFileSync(join(folder, "manifest.json"), manifest.replace('"tokens_000000.bin"', '"sub/tokens_000000.bin"'));
  expect(() => openTokenShards(folder)).toThrow(error("DATASET_MANIFEST_INVALID", /sub\/tokens_000000\.bin leads out/));
  writeFileSync(join(folder, "manifest.json"), manifest);
  rmSync(join(folder, "tokens_000000.bin"));
  for (const target of ["nowhere.bin", "tokens_000000.bin"]) {
    symlinkSync(target, join(folder, "tokens_000000.bin"));
    expect(() => openTokenShards(folder)).toThrow(error("DATASET_SHARD_UNREADABLE", /tokens_000000\.bin/));
    rmSync(join(folder, "tokens_000000.bin"));
  }
});

test("paths that the system refuses are the package's errors", () => {
  for (const path of ["a\0b", "x".repeat(5000), join("/dev/null", "a.bin")])
    expect(() => openTokenShards(path)).toThrow(expect.objectContaining({ name: "ShardsError" }));
  for (const path of ["", [""], [], [1], undefined, null, 5])
    expect(() => openTokenShards(path as never)).toThrow(error("DATASET_INVALID_OPTION", /^paths is /));
});

test("a manifest of more bytes than any manifest has is refused before it is read", async () => {
  const folder = await writeSet({ format: "bin", vocabSize: 100 }, { documents });
  truncateSync(join(folder, "manifest.json"), 2 ** 28 + 1); // a file of holes, which takes no room
  expect(() => openTokenShards(folder)).toThrow(
    error("DATASET_MANIFEST_INVALID", /the size is 268435457 bytes; expected at most 268435456/),
  );
});

describe("numbers that others wrote", () => {
  const hostile = [2 ** 50, 2 ** 53, 1e308, -1, -(2 ** 50), 0.5, "5", null, true, [5], {}];
  const fields = [
    "tokens",
    "vocabSize",
    "shards.0.tokens",
    "shards.0.bytes",
    "shards.0.documents.count",
    "shards.0.documents.bytes",
  ];

  test.each(fields)("%s of a manifest", async (field) => {
    const folder = await writeSet({ format: "bin", vocabSize: 100 }, { documents });
    const path = join(folder, "manifest.json");
    const text = readFileSync(path, "utf8");
    for (const value of hostile) {
      const manifest = JSON.parse(text) as Record<string, unknown>;
      const keys = field.split(".");
      let parent = manifest;
      for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
      parent[keys.at(-1)!] = value;
      writeFileSync(path, JSON.stringify(manifest));
      expect(() => openTokenShards(folder), `${field} ${String(value)}`).toThrow(
        expect.objectContaining({ name: "ShardsError", code: expect.stringMatching(/^DATASET_(MANIFEST|SHARD)_/) }),
      );
    }
  });

  test("counts in headers are compared with the file's size, not believed", async () => {
    const wrong = expect.objectContaining({ name: "ShardsError", code: expect.stringMatching(/^DATASET_SHARD_/) });
    const npy = await writeSet({ format: "npy", vocabSize: 100 }, { documents });
    const file = join(npy, "tokens_000000.npy");
    const bytes = readFileSync(file, "latin1");
    for (const count of [
      "1125899906842624",
      "9007199254740993",
      "99999999999999999999999",
      "-5",
      "5.5",
      "0x5",
      "1e3",
    ]) {
      const header = bytes.slice(10, 128).replace("(5,)", `(${count},)`).replace(/ *\n$/, "").padEnd(117);
      writeFileSync(file, Buffer.from(`${bytes.slice(0, 10)}${header}\n${bytes.slice(128)}`, "latin1"));
      expect(() => openTokenShards(file), count).toThrow(wrong);
    }
    const idx = await writeSet({ format: "megatron", vocabSize: 100 }, { documents });
    const index = join(idx, "tokens_000000.idx");
    const whole = readFileSync(index);
    for (const at of [18, 26]) {
      for (const count of [2n ** 50n, 2n ** 63n, 2n ** 64n - 1n, 0n, 7n]) {
        const edited = Buffer.from(whole);
        edited.writeBigUInt64LE(count, at);
        writeFileSync(index, edited);
        expect(() => openTokenShards(join(idx, "tokens_000000.bin")), `${at} ${count}`).toThrow(wrong);
      }
    }
    const llmc = await writeSet({ format: "llm.c", vocabSize: 100 }, { documents });
    const shard = join(llmc, "tokens_000000.bin");
    const content = readFileSync(shard);
    for (const count of [-1, 2 ** 31 - 1, -(2 ** 31), 0, 4, 6]) {
      content.writeInt32LE(count, 8);
      writeFileSync(shard, content);
      expect(() => openTokenShards(shard), String(count)).toThrow(wrong);
    }
  });
});
