import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { isArrayBuffer, isMap, isSet, isUint8Array } from "../src/index.ts";

const here = (code: string): unknown => runInNewContext(code, globalThis);

test.each([
  ["Uint8Array", isUint8Array, ["new Uint8Array(2)", "new Uint8Array(0)"]],
  ["ArrayBuffer", isArrayBuffer, ["new ArrayBuffer(2)"]],
  ["Map", isMap, ["new Map()", "new (class extends Map {})()"]],
  ["Set", isSet, ["new Set(['a'])"]],
] as const)("a %s of this realm and of another", (_, is, codes) => {
  for (const code of codes) {
    expect(is(here(code)), code).toBe(true);
    expect(is(runInNewContext(code)), code).toBe(true);
  }
});

test("nothing else is", () => {
  const others = [
    undefined,
    null,
    5,
    "a",
    [],
    {},
    new Uint8ClampedArray(1),
    new Int8Array(1),
    new DataView(new ArrayBuffer(1)),
  ];
  for (const other of [...others, { [Symbol.toStringTag]: "Uint8Array" }, { [Symbol.toStringTag]: "Set" }]) {
    expect([isUint8Array(other), isMap(other), isSet(other)]).toEqual([false, false, false]);
  }
  for (const other of [...others, new SharedArrayBuffer(1), { byteLength: 5 }])
    expect(isArrayBuffer(other)).toBe(false);
  expect(isMap(new Set())).toBe(false);
  expect(isSet(new Map())).toBe(false);
  expect(isUint8Array(Buffer.from("a"))).toBe(true);
});
