/** Compares ids as bytes: `toEqual` takes seconds for long arrays, and for many of them. */
import { expect } from "vitest";

/** @param what they are the ids of, for the message */
export function expectSameIds(ids: Int32Array, expected: Int32Array, what: () => string): void {
  if (bytesOf(ids).equals(bytesOf(expected))) return;
  const at = expected.findIndex((id, i) => id !== ids[i]);
  const shown = (some: Int32Array): string => `${some.length} ids, from ${at} on ${some.subarray(at, at + 20)}`;
  expect.unreachable(`${what()}: ${shown(ids)}; expected ${shown(expected)}`);
}

function bytesOf(ids: Int32Array): Buffer {
  return Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);
}
