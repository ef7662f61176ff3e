import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Generator } from "@windrow/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddingsError } from "../../src/errors.ts";
import { readLocated, type LocatedTable } from "../../src/weights/located-table.ts";
import { openNpy, parseNpy } from "../../src/weights/npy.ts";
import { expected, fixture, fixturePath, npyFile } from "./fixtures.ts";
import { python, testWithPython } from "./python.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-npy-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const invalid = (message: RegExp): unknown =>
  expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", message: expect.stringMatching(message) });

const locateInNpy = (path: string): LocatedTable => openNpy(path) as LocatedTable;

describe("numpy's files", () => {
  test.each(["f4", "f4-v2", "f4-v3"])("%s: in memory a view, in its file the same", (name) => {
    const bytes = fixture(`${name}.npy`);
    const table = parseNpy(bytes, name);
    expect(table).toEqual({ weight: Float32Array.from(expected.wte), rows: 7, width: 4, isView: true });
    expect(table.weight.buffer).toBe(bytes.buffer);
    const located = locateInNpy(fixturePath(`${name}.npy`));
    expect(located).toMatchObject({ rows: 7, width: 4, byteLength: 112, dtype: "float32" });
    expect(readLocated(located)).toEqual(table.weight);
  });

  test("bytes that start at an odd place are copied", () => {
    const bytes = new Uint8Array([0, ...fixture("f4.npy")]).subarray(1);
    expect(parseNpy(bytes, "odd")).toMatchObject({ weight: Float32Array.from(expected.wte), isView: false });
  });

  test("float16 is widened, infinite and subnormal numbers included", () => {
    const { weight, isView } = parseNpy(fixture("f2.npy"), "f2.npy");
    expect([[...weight].map((value) => (Object.is(value, -0) ? "-0.0" : String(value))), isView]).toEqual([
      ["0", "-0.0", "Infinity", "-Infinity", "5.960464477539063e-8", "65504"],
      false,
    ]);
    expect(expected.f2).toEqual(["0.0", "-0.0", "inf", "-inf", "5.960464477539063e-08", "65504.0"]);
    expect(readLocated(locateInNpy(fixturePath("f2.npy")))).toEqual(weight);
  });

  test("float64 is rounded, from memory and from its file", () => {
    const table = parseNpy(fixture("f8.npy"), "f8.npy");
    expect(table).toEqual({ weight: Float32Array.from(expected.f8), rows: 3, width: 4, isView: false });
    expect(openNpy(fixturePath("f8.npy"))).toEqual({ weight: table.weight, rows: 3, width: 4 });
  });

  test.each([
    ["big-endian", /descr is '>f4', expected .*: it is big-endian; save table\.astype/],
    ["fortran", /fortran_order is True, expected False; save numpy\.ascontiguousarray/],
    ["int32", /descr is '<i4', expected '<f4', '<f2' or '<f8': it is another dtype/],
    ["vector", /shape is \(4,\), expected \(rows, width\) of at least 1 each/],
    ["cube", /shape is \(2, 2, 2\), expected \(rows, width\)/],
    ["scalar", /shape is \(\), expected \(rows, width\)/],
    ["structured", /descr is \[\('x', '<f4'\)\], expected one dtype such as '<f4'/],
  ])("%s is refused, in memory and in its file", (name, message) => {
    expect(() => parseNpy(fixture(`${name}.npy`), name)).toThrow(invalid(message));
    expect(() => openNpy(fixturePath(`${name}.npy`))).toThrow(invalid(message));
  });
});

const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n";

test("other spellings of the same dict are read", () => {
  for (const spelling of [
    header,
    `{"shape":(2,2),"fortran_order":False,"descr":"<f4"}`,
    "  { 'descr' : '<f4' , 'shape' : ( 2L , 2L ) , 'fortran_order' : False }   \n",
  ]) {
    expect(parseNpy(npyFile(spelling, 16), "a.npy")).toMatchObject({ rows: 2, width: 2 });
  }
});

test.each([
  ["an empty file", new Uint8Array(0), /a\.npy is not a usable npy file: 0 bytes are too few/],
  ["another kind of file", new TextEncoder().encode("PK: a zip archive, as npz is"), /does not begin with \\x93NUMPY/],
  ["version 4.0", npyFile(header, 16, { version: [4, 0] }), /version is 4\.0, expected 1\.0, 2\.0 or 3\.0/],
  ["version 1.1", npyFile(header, 16, { version: [1, 1] }), /version is 1\.1/],
  ["a file cut off in its header", npyFile(header, 0).subarray(0, 40), /claims 60 bytes, but the file has 40/],
  ["a header that is too long", npyFile(header.padEnd(10_001), 16), /claims 10001 bytes; at most 10000/],
  ["a header that is not a dict", npyFile("[1, 2]", 16), /header is "\[1, 2\]", expected a dict/],
  ["an unclosed dict", npyFile(header.replace("}", ""), 16), /expected a dict of descr, fortran_order and shape/],
  ["a missing key", npyFile(header.replace("'fortran_order': False, ", ""), 16), /has the keys descr, shape, expected/],
  ["a key too many", npyFile(header.replace("{", "{'x': 'y', "), 16), /has the keys descr, fortran_order, shape, x/],
  ["a key twice", npyFile(header.replace("{", "{'descr': '<f2', "), 16), /expected a dict/],
  ["a descr that is not a string", npyFile(header.replace("'<f4'", "True"), 16), /its descr is True/],
  ["a dtype named as a property", npyFile(header.replace("<f4", "toString"), 16), /descr is 'toString'/],
  [
    "an order that is not a boolean",
    npyFile(header.replace("False", "'no'"), 16),
    /its fortran_order is no, expected False/,
  ],
  ["a shape without rows", npyFile(header.replace("2, 2", "0, 2"), 0), /shape is \(0, 2\), expected/],
  ["a shape of words", npyFile(header.replace("(2, 2)", "'2, 2'"), 16), /shape is 2, 2, expected/],
  ["a shape without a comma", npyFile(header.replace("2, 2", "2 2"), 16), /shape is \(2 2\), expected/],
  [
    "a shape past all integers",
    npyFile(header.replace("2, 2", "9007199254740993, 1"), 16),
    /shape is \(9007199254740993/,
  ],
  [
    "a shape too large",
    npyFile(header.replace("2, 2", "4611686018427387, 4611686018427387"), 16),
    /takes 8\.5.*e\+31 bytes, but 16/,
  ],
  ["data cut off", npyFile(header, 15), /shape \(2, 2\) of '<f4' takes 16 bytes, but 15 follow the header/],
  ["data too long", npyFile(header, 17), /shape \(2, 2\) of '<f4' takes 16 bytes, but 17 follow the header/],
])("refuses %s, in memory and in its file", async (_, bytes, message) => {
  expect(() => parseNpy(bytes, "a.npy")).toThrow(invalid(message));
  const path = join(scratch, "a.npy");
  await writeFile(path, bytes);
  expect(() => openNpy(path)).toThrow(invalid(message));
});

test("a mutated file gives a coded error, or a table whose size fits its bytes (seed 12)", () => {
  const random = new Generator(12);
  let refused = 0;
  for (let round = 0; round < 4000; round++) {
    const bytes = fixture(["f4.npy", "f2.npy", "f8.npy", "f4-v2.npy"][round % 4]!);
    const places = random.randint(0, 80, 2);
    const values = random.randint(0, 256, 2);
    for (const i of [0, 1].slice(round % 2)) bytes[Number(places[i])] = Number(values[i]);
    try {
      const { weight, rows, width } = parseNpy(bytes, "mutated");
      expect(weight.length).toBe(rows * width);
      expect([28, 14, 12, 24, 6, 56, 48]).toContain(weight.length);
    } catch (error) {
      expect(error).toBeInstanceOf(EmbeddingsError);
      expect((error as EmbeddingsError).code).toBe("EMBEDDINGS_INVALID_FILE");
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(2000);
});

testWithPython("numpy writes what is read, here and now", ["numpy"], () => {
  const path = join(scratch, "now.npy");
  const script = `
import json, sys, numpy
table = numpy.random.default_rng(1).standard_normal((37, 19)).astype(sys.argv[2])
numpy.save(sys.argv[1], table)
print(json.dumps(table.astype("float32").ravel().tolist()))`;
  for (const dtype of ["<f4", "<f2"]) {
    const values = python(script, path, dtype) as number[];
    const located = locateInNpy(path);
    expect([located.rows, located.width]).toEqual([37, 19]);
    expect([...readLocated(located)]).toEqual(values);
  }
});
