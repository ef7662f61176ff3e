/** Integers of 64 bits, against the engine's own. */
import { expect, test } from "vitest";
import { decodeUint64s, encodeUint64s } from "../src/uint64.ts";

const VALUES = [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 7, 3 * 2 ** 40 + 5, Number.MAX_SAFE_INTEGER];

// The first and the last place, whichever has the largest.
test.each([[VALUES], [VALUES.toReversed()], [[]]])("%j as little-endian bytes, and back", (values) => {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [i, value] of values.entries()) view.setBigUint64(8 * i, BigInt(value), true);
  const bytes = encodeUint64s(values);
  expect(bytes).toEqual(new Uint8Array(view.buffer));
  expect([...decodeUint64s(bytes)]).toEqual(values);
});

test("what a double does not hold is above every size", () => {
  for (const value of [2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n]) {
    const [decoded] = decodeUint64s(new Uint8Array(BigUint64Array.of(value).buffer));
    expect(decoded).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  }
});
