/** Files past 2 GiB, sparse: `truncate` makes them without taking space on the disk. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Embedding } from "../../src/index.ts";
import { readLocated, type LocatedTable } from "../../src/weights/located-table.ts";
import { openNpy } from "../../src/weights/npy.ts";
import { locateInSafetensors } from "../../src/weights/safetensors.ts";
import { safetensorsHeader } from "../../src/weights/safetensors-layout.ts";
import { npyFile } from "./fixtures.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-large-"));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A file of `length` bytes: `head`, zeros, and `tail` at the end. */
async function sparseFile(name: string, head: Uint8Array, length: number, tail: Uint8Array): Promise<string> {
  const path = join(scratch, name);
  const file = await open(path, "w");
  await file.write(head, 0, head.length, 0);
  await file.truncate(length);
  await file.write(tail, 0, tail.length, length - tail.length);
  await file.close();
  return path;
}

test("a small table behind one of 5 GiB is located and read, in float32 and float16", async () => {
  for (const dtype of ["float32", "float16"] as const) {
    const width = dtype === "float32" ? 1024 : 2048;
    const { header, extents } = safetensorsHeader(
      new Map([
        ["wpe.weight", { rows: 1, width: 2, dtype }],
        ["wte.weight", { rows: 5 * 2 ** 18, width, dtype }],
      ]),
    );
    const { offset, length } = extents.get("wpe.weight")!;
    expect(offset).toBe(65536 + 5 * 2 ** 30);
    const stored = dtype === "float32" ? Float32Array.of(1.5, -2) : Uint16Array.of(0x3e00, 0xc000);
    const path = await sparseFile("last.safetensors", header, offset + length, new Uint8Array(stored.buffer));
    const located = locateInSafetensors(path, ["wpe.weight"]).get("wpe.weight")!;
    expect(located).toMatchObject({ path, offset, byteLength: length, rows: 1, width: 2, dtype });
    expect(readLocated(located)).toEqual(Float32Array.of(1.5, -2));
  }
});

test("a table of 2.25 GiB is read to its end; of one in npy the last row is", async () => {
  const [rows, width] = [9 * 2 ** 16, 1024];
  const tail = new Uint8Array(Float32Array.of(0.25, 7).buffer);
  const { header } = safetensorsHeader(new Map([["wte.weight", { rows, width, dtype: "float32" }]]));
  const path = await sparseFile("large.safetensors", header, header.length + rows * width * 4, tail);
  const npyHead = npyFile(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${width}), }\n`, 0);
  const npyPath = await sparseFile("large.npy", npyHead, npyHead.length + rows * width * 4, tail);
  const weight = readLocated(locateInSafetensors(path, ["wte.weight"]).get("wte.weight")!);
  expect(weight.length).toBe(rows * width);
  expect([...weight.subarray(0, 2), ...weight.subarray(-3)]).toEqual([0, 0, 0, 0.25, 7]);
  const located = openNpy(npyPath) as LocatedTable;
  expect(located).toMatchObject({
    path: npyPath,
    offset: npyHead.length,
    byteLength: 9 * 2 ** 28,
    rows,
    width,
    dtype: "float32",
  });
  const lastRow = { ...located, offset: located.offset + (rows - 1) * width * 4, byteLength: width * 4, rows: 1 };
  expect([...readLocated(lastRow).subarray(-3)]).toEqual([0, 0.25, 7]);
});

test("a table of 2.25 GiB is looked up to its last row: mapped from its file, and fed from memory", async () => {
  const [rows, width] = [9 * 2 ** 16, 1024];
  const lastRow = Float32Array.from({ length: width }, (_, i) => i + 0.5);
  const { header } = safetensorsHeader(new Map([["wte.weight", { rows, width, dtype: "float32" }]]));
  const length = header.length + rows * width * 4;
  const path = await sparseFile("looked-up.safetensors", header, length, new Uint8Array(lastRow.buffer));
  const weight = new Float32Array(rows * width);
  weight.set(lastRow, (rows - 1) * width);
  for (const embedding of [
    await Embedding.load(path),
    await Embedding.fromPretrained(weight, { embeddingDim: width }),
  ]) {
    const { data } = await embedding.forward([0, rows - 1]);
    expect([data[0], data[width - 1]]).toEqual([0, 0]);
    expect(data.subarray(width)).toEqual(lastRow);
    await embedding.dispose();
  }
});
