import { expect, test } from "vitest";
import { isDetached } from "../src/index.ts";

test("only an array whose buffer was transferred is", () => {
  const transferred = new Int32Array(4);
  structuredClone(transferred, { transfer: [transferred.buffer] });
  expect(isDetached(transferred)).toBe(true);
  expect(isDetached(transferred.buffer)).toBe(true);
  for (const array of [
    new Int32Array(4),
    new Int32Array(0),
    new ArrayBuffer(0),
    new Uint16Array(new ArrayBuffer(8), 8, 0),
    new Int32Array(new SharedArrayBuffer(0)),
    new Int32Array(new SharedArrayBuffer(8)),
  ])
    expect(isDetached(array)).toBe(false);
});
