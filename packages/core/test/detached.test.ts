import { expect, test } from "vitest";
import { isDetached } from "../src/index.ts";

test("a view that a resizable buffer has left behind is", () => {
  const buffer = new (ArrayBuffer as unknown as new (
    bytes: number,
    options: object,
  ) => ArrayBuffer & { resize(bytes: number): void })(16, { maxByteLength: 32 });
  const [start, end] = [new Int32Array(buffer, 0, 2), new Int32Array(buffer, 8, 2)];
  buffer.resize(8);
  expect([isDetached(start), isDetached(end), isDetached(buffer)]).toEqual([false, true, false]);
  buffer.resize(0);
  expect([isDetached(start), isDetached(buffer)]).toEqual([true, false]);
});

test("only an array whose buffer was transferred is", () => {
  const transferred = new Int32Array(4);
  structuredClone(transferred, { transfer: [transferred.buffer] });
  expect(isDetached(transferred)).toBe(true);
  expect(isDetached(transferred.buffer)).toBe(true);
  const view = new DataView(new ArrayBuffer(4));
  structuredClone(0, { transfer: [view.buffer] });
  expect(isDetached(view)).toBe(true);
  for (const array of [
    new Int32Array(4),
    new Int32Array(0),
    new ArrayBuffer(0),
    new DataView(new ArrayBuffer(0)),
    new DataView(new ArrayBuffer(8)),
    new Uint16Array(new ArrayBuffer(8), 8, 0),
    new Int32Array(new SharedArrayBuffer(0)),
    new Int32Array(new SharedArrayBuffer(8)),
  ])
    expect(isDetached(array)).toBe(false);
});
