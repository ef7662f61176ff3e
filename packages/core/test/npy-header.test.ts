import { expect, test } from "vitest";
import { isNpy, npyDataStart, parseNpyHeader, type NpyFail } from "../src/index.ts";

const fail: NpyFail = (field, message) => Object.assign(new Error(message), { field });
const problem = (message: RegExp): unknown => expect.objectContaining({ message: expect.stringMatching(message) });

function npyFile(header: string, data: number, { version = [1, 0] } = {}): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(10 + text.length + data);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), ...version]);
  new DataView(file.buffer).setUint16(8, text.length, true);
  file.set(text, 10);
  return file;
}

test("versions", () => {
  for (const version of [
    [1, 0],
    [2, 0],
    [3, 0],
  ]) {
    const bytes = npyFile("x".repeat(30), 4, { version });
    // The length has 4 bytes from version 2 on: two of this header's, which are too many.
    if (version[0] === 1) expect(npyDataStart(bytes, bytes.length, fail)).toBe(40);
    else expect(() => npyDataStart(bytes, bytes.length, fail)).toThrow(problem(/claims \d+ bytes; at most 10000/));
  }
  for (const version of [
    [0, 0],
    [4, 0],
    [1, 1],
    [2, 255],
  ]) {
    const bytes = npyFile("x".repeat(30), 4, { version });
    expect(() => npyDataStart(bytes, bytes.length, fail)).toThrow(
      problem(new RegExp(`its version is ${version.join("\\.")}, expected 1\\.0, 2\\.0 or 3\\.0`)),
    );
  }
});

test("a header of 10,000 bytes, and of one more", () => {
  const [longest, longer] = [10_000, 10_001].map((length) => npyFile("x".repeat(length), 0));
  expect(npyDataStart(longest!, longest!.length, fail)).toBe(10_010);
  expect(() => npyDataStart(longer!, longer!.length, fail)).toThrow(problem(/10001 bytes; at most 10000/));
});

test("a header that ends with the file, and one byte behind it; a file of 12 bytes, and of 11", () => {
  const bytes = npyFile("x".repeat(30), 0);
  expect(npyDataStart(bytes, 40, fail)).toBe(40);
  expect(() => npyDataStart(bytes, 39, fail)).toThrow(problem(/claims 30 bytes, but the file has 39/));
  const short = npyFile("xx", 0);
  expect(npyDataStart(short, 12, fail)).toBe(12);
  expect(() => npyDataStart(short, 11, fail)).toThrow(problem(/11 bytes are too few/));
  expect(() => npyDataStart(short.subarray(0, 11), 12, fail)).toThrow(problem(/11 bytes are too few/));
});

test("every byte of the magic counts", () => {
  for (let i = 0; i < 6; i++) {
    const bytes = npyFile("x".repeat(30), 0);
    bytes[i]! ^= 0x20;
    expect(() => npyDataStart(bytes, bytes.length, fail)).toThrow(problem(/does not begin with \\x93NUMPY/));
  }
});

test.each([
  ["(3, 4)", [3, 4], "(3, 4)"],
  ["(3L,)", [3], "(3L,)"],
  ["()", [], "()"],
  ["(2 2)", [Number.NaN], "(2 2)"],
  ["(4)", [Number.NaN], "(4)"],
  ["'2'", [Number.NaN], "2"],
])("the shape %s", (source, shape, shapeText) => {
  const bytes = npyFile(`{'descr': '<u2', 'fortran_order': False, 'shape': ${source}}`, 0);
  const start = npyDataStart(bytes, bytes.length, fail);
  expect(parseNpyHeader(bytes, start, fail)).toEqual({ descr: "<u2", shape, shapeText });
});

test("is known by its magic alone", () => {
  expect(isNpy(npyFile("", 0))).toBe(true);
  expect(isNpy(new Uint8Array([0x93, 0x4e]))).toBe(false);
  expect(isNpy(new Uint8Array(100))).toBe(false);
});
