import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Generator } from "@windrow/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddingsError } from "../../src/errors.ts";
import { readLocated } from "../../src/weights/located-table.ts";
import { locateInSafetensors, tablesOfSafetensors } from "../../src/weights/safetensors.ts";
import { parseSafetensorsHeader } from "../../src/weights/safetensors-header.ts";
import { expected, fixture, fixturePath, safetensorsFile } from "./fixtures.ts";
import { python, testWithPython } from "./python.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-safetensors-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const invalid = (message: RegExp, fields = {}): unknown =>
  expect.objectContaining({
    code: "EMBEDDINGS_INVALID_FILE",
    message: expect.stringMatching(message),
    fields: expect.objectContaining(fields),
  });

describe("files of Python's safetensors", () => {
  test("the whole header, with a tensor that is not a table", () => {
    const bytes = fixture("prefixed.safetensors");
    expect([...parseSafetensorsHeader(bytes, bytes.length, "a")]).toEqual([
      ["transformer.ln_f.bias", { dtype: "F32", shape: [3], offset: 272, byteLength: 12 }],
      ["transformer.wpe.weight", { dtype: "F32", shape: [5, 4], offset: 284, byteLength: 80 }],
      ["transformer.wte.weight", { dtype: "F32", shape: [7, 4], offset: 364, byteLength: 112 }],
    ]);
  });

  test.each([
    ["prefixed.safetensors", "wte.weight", expected.wte, "float32"],
    ["prefixed.safetensors", "transformer.wpe.weight", expected.wpe, "float32"],
    ["mixed.safetensors", "transformer.wte.weight", expected.wteFloat16, "float16"],
    ["mixed.safetensors", "wpe.weight", expected.wpe, "float32"],
  ])("%s: %s, in memory and in its file, whatever its prefix", (file, name, values, dtype) => {
    const weight = Float32Array.from(values);
    const located = locateInSafetensors(fixturePath(file), [name]);
    expect([...located.keys()]).toEqual([name]);
    expect(located.get(name)).toMatchObject({ rows: weight.length / 4, width: 4, dtype });
    expect(readLocated(located.get(name)!)).toEqual(weight);
    const table = tablesOfSafetensors(fixture(file), [name], file).get(name);
    expect(table).toEqual({ weight, rows: weight.length / 4, width: 4, isView: dtype === "float32" });
  });

  test("the order asked for, and the exact name where there are both", () => {
    const header = {
      "transformer.wte.weight": { dtype: "F32", shape: [1, 1], data_offsets: [0, 4] },
      "wte.weight": { dtype: "F32", shape: [2, 1], data_offsets: [4, 12] },
    };
    const wanted = ["transformer.wte.weight", "wte.weight"];
    for (const names of [wanted, wanted.toReversed()]) {
      const tables = tablesOfSafetensors(safetensorsFile(header, 12), names, "both");
      expect([...tables].map(([name, { rows }]) => [name, rows])).toEqual(
        names.map((name) => [name, name === "wte.weight" ? 2 : 1]),
      );
    }
  });

  test("an aligned table is a view, one at an odd place and float16 are copies", () => {
    const bytes = fixture("prefixed.safetensors");
    const { weight } = tablesOfSafetensors(bytes, ["wpe.weight"], "a").get("wpe.weight")!;
    expect([weight.buffer, weight.byteOffset]).toEqual([bytes.buffer, 284]);
    const odd = new Uint8Array([0, ...bytes]).subarray(1);
    const copy = tablesOfSafetensors(odd, ["wpe.weight"], "a").get("wpe.weight")!;
    expect([copy.isView, copy.weight]).toEqual([false, weight]);
    // A Buffer's own slice would be a view.
    const buffer = Buffer.concat([Buffer.alloc(1), fixture("mixed.safetensors")]).subarray(1);
    const half = tablesOfSafetensors(buffer, ["wte.weight"], "a").get("wte.weight")!;
    expect([half.isView, half.weight]).toEqual([false, Float32Array.from(expected.wteFloat16)]);
  });
});

const tensor = (change: object, name = "wte.weight"): object => ({
  [name]: { dtype: "F32", shape: [2, 2], data_offsets: [0, 16], ...change },
});
const second = (start: number, end: number): object =>
  tensor({ shape: [(end - start) / 4, 1], data_offsets: [start, end] }, "b");

/** Refused by the reference implementation as well, which a test below asks. */
const BAD_FILES: readonly (readonly [string, Uint8Array<ArrayBuffer>, RegExp, object?])[] = [
  ["an empty file", new Uint8Array(0), /file: 0 bytes; the header's length alone takes 8/],
  ["seven bytes", new Uint8Array(7), /7 bytes; the header's length alone takes 8/],
  ["a header length past all sense", new Uint8Array(64).fill(0x7f), /claims 9187201950435737471 bytes; at most/],
  ["a header longer than the file", safetensorsFile("{}", 0).subarray(0, 9), /claims 2 bytes, but the file has 9/],
  ["no header at all", safetensorsFile("", 0), /the header is not JSON/],
  ["a header that is not JSON", safetensorsFile("{no", 0), /the header is not JSON/],
  ["a header that is not UTF-8", safetensorsFile("{}", 0).fill(0xff, 9), /the header is not JSON/],
  ["a byte order mark", safetensorsFile("\ufeff{}", 0), /the header is not JSON/],
  ["a header padded with zeros", safetensorsFile("{}\0", 0), /the header is not JSON/],
  ["a header that is null", safetensorsFile("null", 0), /the header is null, expected an object of tensors/],
  ["a header that is an array", safetensorsFile("[]", 0), /the header is \[\], expected an object/],
  ["a header nested without end", safetensorsFile(`{"a":${"[".repeat(9e4)}${"]".repeat(9e4)}}`, 0), /deeper than 128/],
  ["a field twice", safetensorsFile('{"a":{"dtype":"F16","dtype":"F32"}}', 0), /the key "dtype" occurs twice/],
  ["metadata of numbers", safetensorsFile({ __metadata__: { a: 1 } }, 0), /__metadata__ is \{"a":1\}, expected an obj/],
  ["a tensor that is null", safetensorsFile({ a: null }, 0), /tensor "a" is null, expected \{ dtype/, { tensor: "a" }],
  [
    "no dtype",
    safetensorsFile(tensor({ dtype: undefined }), 16),
    /"wte.weight" has dtype missing, expected one of BOOL/,
  ],
  ["an unknown dtype", safetensorsFile(tensor({ dtype: "F31" }), 16), /has dtype "F31", expected/, { field: "dtype" }],
  ["a dtype named as a property", safetensorsFile(tensor({ dtype: "toString" }), 16), /has dtype "toString"/],
  [
    "a shape that is not an array",
    safetensorsFile(tensor({ shape: 4 }), 16),
    /has shape 4, expected/,
    { field: "shape" },
  ],
  [
    "a negative shape",
    safetensorsFile(tensor({ shape: [-2, -2] }), 16),
    /has shape \[-2,-2\], expected an array of whole/,
  ],
  ["a fraction in the shape", safetensorsFile(tensor({ shape: [2.5, 2] }), 16), /has shape \[2.5,2\]/],
  ["a text in the shape", safetensorsFile(tensor({ shape: ["2", 2] }), 16), /has shape \["2",2\]/],
  ["a shape past all integers", safetensorsFile(tensor({ shape: [2 ** 60, 2 ** 60] }), 16), /has shape \[11529215/],
  [
    "a shape too large",
    safetensorsFile(tensor({ shape: [2 ** 40, 2 ** 40] }), 16),
    /takes 4\.8357.*e\+24 bytes, but its data_offsets/,
  ],
  [
    "no offsets",
    safetensorsFile(tensor({ data_offsets: undefined }), 16),
    /has data_offsets missing, expected \[start/,
  ],
  ["three offsets", safetensorsFile(tensor({ data_offsets: [0, 8, 16] }), 16), /has data_offsets \[0,8,16\], expected/],
  ["offsets backwards", safetensorsFile(tensor({ data_offsets: [16, 0] }), 16), /has data_offsets \[16,0\], expected/],
  ["a negative offset", safetensorsFile(tensor({ data_offsets: [-16, 0] }), 16), /has data_offsets \[-16,0\]/],
  [
    "offsets that do not fit the shape",
    safetensorsFile(tensor({ data_offsets: [0, 12] }), 12),
    /of dtype F32 and shape \[2,2\] takes 16 bytes, but its data_offsets \[0,12\] are 12 apart/,
    { tensor: "wte.weight", field: "data_offsets" },
  ],
  ["half a byte", safetensorsFile(tensor({ dtype: "F4", shape: [3], data_offsets: [0, 1] }), 1), /takes 1.5 bytes/],
  ["data cut off", safetensorsFile(tensor({}), 15), /has data_offsets \[0,16\], but the file has 15 bytes of data/],
  ["data too long", safetensorsFile(tensor({}), 17), /the last 1 bytes belong to no tensor/],
  ["data of no tensor", safetensorsFile({}, 4), /the last 4 bytes belong to no tensor/],
  ["an overlap", safetensorsFile({ ...tensor({}), ...second(12, 20) }, 20), /"b" overlaps "wte.weight" by 4 bytes/],
  ["the same place twice", safetensorsFile({ ...tensor({}), ...second(0, 16) }, 16), /"b" overlaps "wte.weight" by 16/],
  [
    "a hole",
    safetensorsFile({ ...tensor({}), ...second(20, 24) }, 24),
    /4 bytes before tensor "b" belong to no tensor/,
  ],
  ["a hole at the start", safetensorsFile(second(4, 8), 8), /4 bytes before tensor "b" belong to no tensor/],
];

/** Sound files for the format, but not for this use, or by its description alone. */
const UNUSABLE_FILES: typeof BAD_FILES = [
  ["a tensor twice", safetensorsFile('{"a":null,"\\u0061":null}', 0), /the key "a" occurs twice in one object/],
  ["no tensor", safetensorsFile({}, 0), /no tensor wte.weight \(nor transformer.wte.weight\), nor any other/],
  ["another tensor", safetensorsFile(second(0, 4), 4), /no tensor wte.weight \(nor .*\), only b\./, { field: "name" }],
  [
    "many others",
    safetensorsFile(
      Object.fromEntries(
        Array.from({ length: 25 }, (_, i) => [`t${i}`, { dtype: "U8", shape: [0], data_offsets: [0, 0] }]),
      ),
      0,
    ),
    /only t0, t1, .*t19 and 5 more\./,
  ],
  ["another dtype", safetensorsFile(tensor({ dtype: "BF16", shape: [4, 2] }), 16), /dtype BF16, expected F32 or F16/],
  [
    "one dimension",
    safetensorsFile(tensor({ shape: [4] }), 16),
    /has shape \[4\], expected \[rows, width\] of at least 1/,
  ],
  [
    "three dimensions",
    safetensorsFile(tensor({ shape: [2, 2, 1] }), 16),
    /has shape \[2,2,1\], expected \[rows, width\]/,
  ],
  [
    "no rows",
    safetensorsFile(tensor({ shape: [0, 2], data_offsets: [0, 0] }), 0),
    /has shape \[0,2\], expected \[rows/,
  ],
];

test.each(
  [...BAD_FILES, ...UNUSABLE_FILES].map(([name, bytes, message, fields = {}]) => ({ name, bytes, message, fields })),
)("refuses $name, in memory and in its file", async ({ bytes, message, fields }) => {
  expect(() => tablesOfSafetensors(bytes, ["wte.weight"], "a")).toThrow(invalid(message, { file: "a", ...fields }));
  const path = join(scratch, "bad.safetensors");
  await writeFile(path, bytes);
  expect(() => locateInSafetensors(path, ["wte.weight"])).toThrow(invalid(message, { file: path, ...fields }));
});

test("refuses a file that is not there, and a folder", () => {
  const missing = join(scratch, "missing.safetensors");
  expect(() => locateInSafetensors(missing, [])).toThrow(invalid(/missing.safetensors could not be read \(ENOENT/));
  expect(() => locateInSafetensors(scratch, [])).toThrow(invalid(/it is a folder, not a file/));
});

test("reads what the format allows: empty tensors, scalars, small dtypes, any order, spaces, other fields", () => {
  const header = {
    __metadata__: { format: "pt", "wte.weight": "{}" },
    last: { dtype: "F4", shape: [3, 2], data_offsets: [20, 23], note: { shape: [1.5] } },
    "wte.weight": { dtype: "F32", shape: [2, 2], data_offsets: [4, 20] },
    scalar: { dtype: "I32", shape: [], data_offsets: [0, 4] },
    empty: { dtype: "I64", shape: [0, 7], data_offsets: [4, 4] },
    ['quoted \\" { [ : \u00e9']: { dtype: "U8", shape: [0], data_offsets: [23, 23] },
    ["__proto__"]: { dtype: "U8", shape: [0], data_offsets: [23, 23] },
  };
  const bytes = safetensorsFile(`${JSON.stringify(header, null, 2)}  \n`, 23);
  const entries = parseSafetensorsHeader(bytes, bytes.length, "a");
  expect([...entries.keys()]).toEqual(Object.keys(header).slice(1));
  expect(entries.get("wte.weight")).toMatchObject({ byteLength: 16, offset: bytes.length - 19 });
  expect(entries.get("scalar")).toMatchObject({ shape: [], byteLength: 4 });
});

test("a mutated header gives a coded error, or a table whose size fits the file (seed 8)", () => {
  const random = new Generator(8);
  const draw = (below: number): number => Number(random.randint(0, below, 1)[0]);
  const PIECES = [
    "0",
    "-1",
    "1e9",
    "null",
    "{}",
    "[]",
    '"',
    ",",
    ":",
    "}",
    "[",
    "F16",
    "\\",
    " ",
    "\0",
    "9".repeat(20),
    "\u00ff",
  ];
  let refused = 0;
  for (let round = 0; round < 6000; round++) {
    const original = fixture(round % 2 ? "mixed.safetensors" : "prefixed.safetensors");
    const headerEnd = 8 + Number(new DataView(original.buffer).getBigUint64(0, true));
    let text = new TextDecoder().decode(original.subarray(8, headerEnd));
    for (let change = draw(3); change >= 0; change--) {
      const at = draw(text.length);
      const removed = draw(4);
      text = text.slice(0, at) + (draw(3) ? PIECES[draw(PIECES.length)] : String(draw(200))) + text.slice(at + removed);
    }
    const bytes = safetensorsFile(text, original.length - headerEnd);
    // A byte of the length or a cut, now and then.
    if (round % 5 === 0) bytes[draw(8)] = draw(256);
    const file = round % 7 === 0 ? bytes.subarray(0, draw(bytes.length)) : bytes;
    try {
      const tables = tablesOfSafetensors(file, ["wte.weight", "wpe.weight"], "mutated");
      for (const { weight, rows, width } of tables.values()) expect(weight.length).toBe(rows * width);
      const entries = [...parseSafetensorsHeader(file, file.length, "mutated").values()];
      const covered = entries.reduce((sum, { byteLength }) => sum + byteLength, 0);
      expect(covered).toBe(original.length - headerEnd);
    } catch (error) {
      expect(error).toBeInstanceOf(EmbeddingsError);
      expect((error as EmbeddingsError).code).toBe("EMBEDDINGS_INVALID_FILE");
      refused++;
    }
  }
  // Spaces in its padding and digits of metadata change nothing; most else does.
  expect(refused).toBeGreaterThan(3000);
  expect(refused).toBeLessThan(6000);
});

test("why a header is not JSON is the cause", () => {
  expect(() => parseSafetensorsHeader(safetensorsFile("{no", 0), 11, "bad")).toThrow(
    expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", cause: expect.any(SyntaxError) }),
  );
});

testWithPython("Python's safetensors refuses the same files", ["safetensors"], async () => {
  const script = `
import json, sys, safetensors
def refused(path):
    try: safetensors.deserialize(open(path, "rb").read())
    except Exception: return True
    return False
print(json.dumps([refused(path) for path in sys.argv[1:]]))`;
  const paths = await Promise.all(
    [...BAD_FILES, ...UNUSABLE_FILES.slice(1)].map(async ([, bytes], index) => {
      const path = join(scratch, `${index}.safetensors`);
      await writeFile(path, bytes);
      return path;
    }),
  );
  const names = [...BAD_FILES, ...UNUSABLE_FILES.slice(1)].map(([name]) => name);
  const refused = python(script, ...paths) as boolean[];
  expect(names.filter((_, index) => refused[index])).toEqual(BAD_FILES.map(([name]) => name));
});
