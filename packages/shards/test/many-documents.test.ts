/** Shards with more documents than are written at a time: the same files as from one array, for 8 bytes of memory each. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openTokenShards, ShardFileWriter, writeManifest } from "@windrow/shards";
import { describe, expect, test } from "vitest";
import { GrowingArray } from "../src/growing-array.ts";
import { scratchFolder } from "./scratch.ts";

describe("numbers that come one by one", () => {
  test.each([0, 1, 64, 65, 65_535, 65_536, 65_537, 131_072, 200_001])("%d", (count) => {
    const numbers = new GrowingArray();
    for (let i = 0; i < count; i++) numbers.push(3 * i + 1);
    expect([numbers.length, numbers.last]).toEqual([count, count === 0 ? 0 : 3 * count - 2]);
    const all = [...numbers.pieces()].flatMap((piece) => [...piece]);
    expect(all).toEqual(Array.from({ length: count }, (_, i) => 3 * i + 1));
  });

  test("take eight bytes each", () => {
    const before = process.memoryUsage().arrayBuffers;
    const numbers = new GrowingArray();
    const count = 2 ** 21 + 1;
    for (let i = 0; i < count; i++) numbers.push(i);
    // Doubled at a power of two it takes sixteen, and as much again while it is copied.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * count + 2 ** 21);
    expect(numbers.last).toBe(count - 1);
  });
});

test.each(["bin", "megatron"] as const)("%s: 200,000 documents, every third of them empty", async (format) => {
  const folder = scratchFolder();
  const count = 200_000;
  const ends = Float64Array.from({ length: count }, (_, i) => i - Math.floor(i / 3));
  const shard = await ShardFileWriter.create(folder, { format, vocabSize: 50_257, name: "a" });
  await shard.write(new Int32Array(count));
  await shard.endDocuments(ends);
  await shard.endDocument();
  const entry = await shard.close();
  const index = readFileSync(join(folder, entry.documents!.file));
  expect(entry.documents).toMatchObject({
    count: count + 1,
    bytes: index.length,
    sha256: createHash("sha256").update(index).digest("hex"),
  });
  await writeManifest(folder, { format, vocabSize: 50_257, shards: [entry] });
  const tokens = openTokenShards(folder);
  expect([...tokens.documentEnds!]).toEqual([...ends, count]);
  tokens.close();
});
