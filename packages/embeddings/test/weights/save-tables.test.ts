import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Generator } from "@windrow/random";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toFloat16, toFloat32 } from "../../src/weights/float16.ts";
import type { FloatTable } from "../../src/weights/float-table.ts";
import { readLocated } from "../../src/weights/located-table.ts";
import { locateInSafetensors } from "../../src/weights/safetensors.ts";
import { saveSafetensors } from "../../src/weights/save-tables.ts";
import { safetensorsHeader } from "../../src/weights/safetensors-layout.ts";
import { writeFileWhole } from "../../src/weights/write-file-whole.ts";
import { python, testWithPython } from "./python.ts";

let root: string;
let scratch: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "windrow-save-"));
});
beforeEach(async () => {
  scratch = await mkdtemp(join(root, "test-"));
});
afterAll(() => rm(root, { recursive: true }));

const table = (rows: number, width: number, seed = 4): FloatTable => ({
  weight: new Generator(seed).randn(rows * width),
  rows,
  width,
});
const bytesOf = (array: ArrayBufferView): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

describe("safetensorsHeader", () => {
  test("data from 64 KiB on, a header padded with spaces", () => {
    const { header, extents } = safetensorsHeader(new Map([["wte.weight", { rows: 7, width: 4, dtype: "float16" }]]));
    expect(header.length).toBe(65536);
    const text = new TextDecoder().decode(header.subarray(8));
    expect(text.trimEnd()).toBe(
      '{"__metadata__":{"format":"pt"},"wte.weight":{"dtype":"F16","shape":[7,4],"data_offsets":[0,56]}}',
    );
    expect(text.slice(text.trimEnd().length)).toMatch(/^ +$/);
    expect(extents).toEqual(new Map([["wte.weight", { offset: 65536, length: 56 }]]));
  });

  test("GPT-2's position table goes first, so that both lie on 64 KiB", () => {
    const { extents } = safetensorsHeader(
      new Map([
        ["wte.weight", { rows: 50257, width: 768, dtype: "float32" }],
        ["wpe.weight", { rows: 1024, width: 768, dtype: "float32" }],
      ]),
    );
    expect([...extents]).toEqual([
      ["wpe.weight", { offset: 65536, length: 3145728 }],
      ["wte.weight", { offset: 65536 + 3145728, length: 154389504 }],
    ]);
  });

  test("tables past 2^32 bytes, and a header of more than 64 KiB", () => {
    const names = Array.from({ length: 900 }, (_, i) => `${"long".repeat(20)}${i}`);
    const { header, extents } = safetensorsHeader(
      new Map(names.map((name) => [name, { rows: 2 ** 20, width: 2 ** 12, dtype: "float32" }])),
    );
    expect(header.length).toBe(3 * 65536);
    expect([...extents.values()].at(-1)).toEqual({ offset: header.length + 899 * 2 ** 34, length: 2 ** 34 });
  });

  test("whatever the sizes: no gap, and each as aligned as its length (seed 6)", () => {
    const random = new Generator(6);
    for (let round = 0; round < 200; round++) {
      const sizes = Array.from(random.randint(1, 5000, 10), Number);
      const tables = new Map(
        [0, 2, 4, 6, 8].map((i) => [
          `t${i}`,
          { rows: sizes[i]!, width: sizes[i + 1]!, dtype: i % 4 ? "float16" : "float32" } as const,
        ]),
      );
      const { header, extents } = safetensorsHeader(tables);
      let end = header.length;
      for (const [name, { offset, length }] of extents) {
        const { rows, width, dtype } = tables.get(name)!;
        expect([offset, length]).toEqual([end, rows * width * (dtype === "float32" ? 4 : 2)]);
        const alignment = Math.min(65536, length & -length);
        expect(offset % alignment).toBe(0);
        end += length;
      }
      expect(extents.size).toBe(5);
    }
  });
});

describe("saveSafetensors", () => {
  test("the file is the header and the tables' bytes, in the extents returned", async () => {
    const path = join(scratch, "model.safetensors");
    const tables = new Map([
      ["wte.weight", table(7, 3)],
      ["wpe.weight", table(8, 3, 5)],
    ]);
    const extents = await saveSafetensors(path, tables, "float32");
    const file = await readFile(path);
    expect([...extents.keys()]).toEqual(["wpe.weight", "wte.weight"]);
    for (const [name, { offset, length }] of extents) {
      expect(file.subarray(offset, offset + length).equals(bytesOf(tables.get(name)!.weight))).toBe(true);
    }
    expect(file.length).toBe(65536 + (7 + 8) * 12);
    expect(await readdir(scratch)).toEqual(["model.safetensors"]);
  });

  test("a weight that is a view is saved alone; float16 of several pieces is toFloat16's", async () => {
    const path = join(scratch, "model.safetensors");
    const weight = new Generator(9).randn(2_500_003 + 6).subarray(3, -3);
    for (const dtype of ["float32", "float16"] as const) {
      await saveSafetensors(path, new Map([["wte.weight", { weight, rows: 2_500_003, width: 1 }]]), dtype);
      const stored = dtype === "float32" ? weight : toFloat16(weight);
      expect((await readFile(path)).subarray(65536).equals(bytesOf(stored))).toBe(true);
      const read = readLocated(locateInSafetensors(path, ["wte.weight"]).get("wte.weight")!);
      expect(bytesOf(read).equals(bytesOf(dtype === "float32" ? weight : toFloat32(toFloat16(weight))))).toBe(true);
    }
  });

  test("refuses a weight of another length, and writes nothing", async () => {
    const path = join(scratch, "model.safetensors");
    const tables = new Map([["wte.weight", { ...table(7, 3), rows: 6 }]]);
    await expect(saveSafetensors(path, tables, "float32")).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_WEIGHT",
        message: "the table wte.weight has 21 numbers; expected 6 x 3 = 18.",
      }),
    );
    expect(await readdir(scratch)).toEqual([]);
  });

  testWithPython("Python's safetensors reads it", ["numpy", "safetensors.numpy"], async () => {
    const path = join(scratch, "model.safetensors");
    const script = `
import json, sys
from safetensors.numpy import load_file
tables = load_file(sys.argv[1])
print(json.dumps({name: [str(t.dtype), t.shape, t.astype("float32").ravel().tolist()] for name, t in sorted(tables.items())}))`;
    const tables = new Map([
      ["wte.weight", table(57, 9)],
      ["wpe.weight", table(8, 9, 5)],
    ]);
    for (const dtype of ["float32", "float16"] as const) {
      await saveSafetensors(path, tables, dtype);
      const values = (name: string): number[] => {
        const { weight } = tables.get(name)!;
        return [...(dtype === "float32" ? weight : toFloat32(toFloat16(weight)))];
      };
      expect(python(script, path)).toEqual({
        "wpe.weight": [dtype, [8, 9], values("wpe.weight")],
        "wte.weight": [dtype, [57, 9], values("wte.weight")],
      });
    }
  });
});

describe("writeFileWhole", () => {
  test("writes views of any kind, empty ones and none, over what was there", async () => {
    const path = join(scratch, "model.onnx");
    await writeFileWhole(path, [Uint8Array.of(1, 2, 3).subarray(1), new Uint8Array(0), Uint16Array.of(0x0605)]);
    expect([...(await readFile(path))]).toEqual([2, 3, 5, 6]);
    await writeFileWhole(path, []);
    expect((await readFile(path)).length).toBe(0);
  });

  test("a part of more than one write is whole", async () => {
    const path = join(scratch, "large");
    const part = bytesOf(new Generator(2).randn(9_000_001));
    await writeFileWhole(path, [part.subarray(1)]);
    expect((await readFile(path)).equals(part.subarray(1))).toBe(true);
  });

  test("asks for a part when the one before is written, so that its buffer may be reused", async () => {
    const path = join(scratch, "reused");
    const buffer = new Uint8Array(2);
    await writeFileWhole(
      path,
      (function* parts() {
        for (let i = 0; i < 4; i++) yield buffer.fill(i);
      })(),
    );
    expect([...(await readFile(path))]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  test("what fails half-way leaves the old file whole and nothing beside it", async () => {
    const path = join(scratch, "model.onnx");
    await writeFile(path, "the old one");
    await expect(
      writeFileWhole(
        path,
        (function* parts() {
          yield new Uint8Array(100);
          throw new Error("no more");
        })(),
      ),
    ).rejects.toThrow(/^no more$/);
    expect([await readdir(scratch), await readFile(path, "utf8")]).toEqual([["model.onnx"], "the old one"]);
  });

  test("says where it could not write", async () => {
    const failed = (message: RegExp): unknown =>
      expect.objectContaining({ code: "EMBEDDINGS_WRITE_FAILED", message: expect.stringMatching(message) });
    const folder = join(scratch, "folder");
    await mkdir(folder);
    await expect(writeFileWhole(folder, [])).rejects.toThrow(
      failed(/folder could not be written \((EISDIR|EPERM).*whatever was there before is unchanged/),
    );
    const nowhere = join(scratch, "nowhere", "model.onnx");
    await expect(writeFileWhole(nowhere, [])).rejects.toThrow(
      failed(/nowhere.model\.onnx could not be written \(ENOENT/),
    );
    expect(await readdir(scratch)).toEqual(["folder"]);
  });

  test("many at once into one name: one of them, whole", async () => {
    const path = join(scratch, "crowded");
    await Promise.all(Array.from({ length: 8 }, (_, i) => writeFileWhole(path, [new Uint8Array(5000).fill(i)])));
    const file = await readFile(path);
    expect(file.equals(Buffer.alloc(5000, file[0]))).toBe(true);
    expect([await readdir(scratch), (await stat(path)).size]).toEqual([["crowded"], 5000]);
  });
});
