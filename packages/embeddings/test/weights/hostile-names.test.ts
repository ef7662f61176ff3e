/** What a file's header says gets into messages cut and visible: it can't move a cursor, nor fill a log. */
import { expect, test } from "vitest";
import { parseNpy } from "../../src/weights/npy.ts";
import { tablesOfSafetensors } from "../../src/weights/safetensors.ts";
import { npyFile, safetensorsFile } from "./fixtures.ts";

/** A title for the terminal, C1's short form of it, a line of its own, a turn of direction, and much more of the same. */
const HOSTILE = "\u001b]0;pwned\u0007\u009b2J\nwarning: all is well\u202e";
const LONG = HOSTILE.repeat(2000);

const entry = { dtype: "F32", shape: [1, 1], data_offsets: [0, 4] };
const other = { ...entry, data_offsets: [4, 8] };

const SAFETENSORS: [name: string, bytes: Uint8Array][] = [
  ["the name of a tensor among those that there are", safetensorsFile({ [LONG]: entry, b: other }, 8)],
  [
    "many of them",
    safetensorsFile(
      Object.fromEntries(
        Array.from({ length: 99 }, (_, i) => [`${HOSTILE}${i}`, { ...entry, shape: [0], data_offsets: [0, 0] }]),
      ),
      0,
    ),
  ],
  ["the name of a tensor that is wrong", safetensorsFile({ [LONG]: { ...entry, shape: [2] } }, 4)],
  ["a dtype", safetensorsFile({ a: { ...entry, dtype: LONG } }, 4)],
  ["a shape", safetensorsFile({ a: { ...entry, shape: LONG } }, 4)],
  ["data_offsets", safetensorsFile({ a: { ...entry, data_offsets: LONG } }, 4)],
  ["an entry", safetensorsFile({ a: LONG }, 4)],
  ["metadata", safetensorsFile({ __metadata__: { a: [LONG] }, b: entry }, 4)],
  ["a key that occurs twice", safetensorsFile(`{${JSON.stringify(LONG)}: 1, ${JSON.stringify(LONG)}: 2}`, 4)],
  ["a header that is a text", safetensorsFile(JSON.stringify(LONG), 4)],
  ["a header that is not JSON", safetensorsFile(LONG, 4)],
  ["names that overlap", safetensorsFile({ [LONG]: entry, [`${LONG}2`]: entry }, 4)],
];
const npy = (descr: string, order: string, shape: string): Uint8Array =>
  npyFile(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`, 16);
const MANY = "1, ".repeat(3000);
const NPY: [name: string, bytes: Uint8Array][] = [
  ["a descr of npy", npy(`'${HOSTILE.repeat(200)}'`, "False", "(2, 2)")],
  ["a structured descr", npy(`[${HOSTILE.repeat(200)}]`, "False", "(2, 2)")],
  ["an order", npy("'<f4'", `'${HOSTILE.repeat(200)}'`, "(2, 2)")],
  ["a shape of npy", npy("'<f4'", "False", `(${MANY})`)],
  [
    "keys of npy",
    npyFile(
      `{${Array.from({ length: 900 }, (_, i) => `'k${i}': 1`)
        .join(", ")
        .replaceAll(": 1", ": True")}, }`,
      16,
    ),
  ],
  ["no dict at all", npyFile(HOSTILE.repeat(200), 16)],
];

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    expect(error).toMatchObject({ code: "EMBEDDINGS_INVALID_FILE" });
    return (error as Error).message;
  }
  throw new Error("it was taken");
};

test.each([
  ...SAFETENSORS.map(([name, bytes]) => ({
    name,
    read: () => tablesOfSafetensors(bytes, ["wte.weight"], "the bytes"),
  })),
  ...NPY.map(([name, bytes]) => ({ name, read: () => parseNpy(bytes, "the bytes") })),
])("$name", ({ read }) => {
  const message = messageOf(read);
  // oxlint-disable-next-line no-control-regex -- it is what must not be there
  expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  // 20 names of up to 60 characters, each of which may be escaped to 6.
  expect(message.length).toBeLessThan(20 * 62 * 6 + 300);
});

test("a list of plain names stays as it is", () => {
  const bytes = safetensorsFile({ "h.0.attn/c_attn.weight:0": entry, "a b": other }, 8);
  expect(messageOf(() => tablesOfSafetensors(bytes, ["wte.weight"], "the bytes"))).toBe(
    'the bytes is not a usable safetensors file: there is no tensor wte.weight (nor transformer.wte.weight), only h.0.attn/c_attn.weight:0, "a b".',
  );
});
