import { expect, test } from "vitest";
import { describe as describeValue } from "../src/index.ts";

test.each([
  ["hay", '"hay"'],
  ["a\n\u202eb", '"a\\n\\u202eb"'],
  ["x".repeat(100), `"${"x".repeat(30)}…${"x".repeat(29)}"`],
  [3, "3"],
  [Number.NaN, "NaN"],
  [7n, "7n"],
  [10n ** 5000n, "a huge bigint"],
  [true, "true"],
  [null, "null"],
  [undefined, "undefined"],
  [Symbol("s"), "Symbol(s)"],
  [() => 1, "a function"],
  [Map, "a function"],
  [[], "an empty array"],
  [[1, 2], "an array of 2"],
  [{}, "an object"],
  [Object.create(null), "an object"],
  [new Map(), "a Map"],
  [new Error("x"), "an Error"],
  [Promise.resolve(), "a Promise"],
  [new Int32Array(4), "an Int32Array of 4"],
  [new DataView(new ArrayBuffer(4)), "a DataView"],
  [Object.create({ constructor: { name: "\u001b]0;pwn\u0007" } }), "an object"],
  [Object.create({ constructor: { name: "x".repeat(10_000) } }), "an object"],
])("%# %o", (value: unknown, expected) => expect(describeValue(value)).toBe(expected));

test("no value makes it throw", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const throwing = {
    get constructor(): never {
      throw new Error("no");
    },
  };
  expect([describeValue(proxy), describeValue(throwing)]).toEqual(["an object", "an object"]);
});
