/** How large ids and vocabularies may be, by their kind: exactly up to what the kind and an int32 both hold. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTokenShards, type ShardDtype } from "../src/index.ts";
import { error, open, scratchFile, writeSet } from "./scratch.ts";

test.each<[ShardDtype, vocabSize: number]>([
  ["uint16", 2 ** 16],
  ["uint32", 2 ** 31],
])("a manifest of %s has a vocabSize of at most %i", async (dtype, largest) => {
  const folder = await writeSet({ format: "npy", vocabSize: largest }, { ids: [1, 2, 3] });
  const path = join(folder, "manifest.json");
  const text = readFileSync(path, "utf8");
  expect(open(folder)).toMatchObject({ dtype, vocabSize: largest });
  writeFileSync(path, text.replace(`"vocabSize": ${largest}`, `"vocabSize": ${largest + 1}`));
  expect(() => openTokenShards(folder)).toThrow(
    error("DATASET_MANIFEST_INVALID", new RegExp(`vocabSize is ${largest + 1}; expected`)),
  );
});

const ARRAYS = { uint16: Uint16Array, uint32: Uint32Array, int32: Int32Array, int64: BigInt64Array } as const;

test.each<[ShardDtype, largest: number]>([
  ["uint16", 2 ** 16 - 1],
  ["uint32", 2 ** 31 - 1],
  ["int32", 2 ** 31 - 1],
  ["int64", 2 ** 31 - 1],
])("%s: the largest id is %i, and one above it never comes out as another", (dtype, largest) => {
  const fileOf = (id: bigint): string => {
    const array = new ARRAYS[dtype](2);
    if (array instanceof BigInt64Array) array.set([7n, id]);
    else array.set([7, Number(id)]);
    return scratchFile("a.bin", new Uint8Array(array.buffer));
  };
  const options = { format: "bin", dtype } as const;
  const out = new Int32Array(2);
  open(fileOf(BigInt(largest)), options).read(0, out);
  expect([...out]).toEqual([7, largest]);
  if (dtype === "uint16") return; // there is none above it
  for (const id of [2n ** 31n, 2n ** 32n - 1n, ...(dtype === "int64" ? [2n ** 32n, 2n ** 40n, 2n ** 63n - 1n] : [])])
    expect(() => open(fileOf(id), options).read(0, out), String(id)).toThrow(
      error("DATASET_INVALID_TOKENS", /the id at token 1/),
    );
  if (dtype !== "uint32")
    expect(() => open(fileOf(-1n), options).read(0, out)).toThrow(error("DATASET_INVALID_TOKENS", /./));
  const bounded = open(fileOf(BigInt(largest)), { ...options, vocabSize: largest });
  expect(() => bounded.read(0, out)).toThrow(error("DATASET_INVALID_TOKENS", /token 1 of the set/));
});
