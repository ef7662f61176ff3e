/** Compares batches as bytes: `toEqual` takes seconds for a million ids. */
import { expect } from "vitest";
import type { EncodedBatch } from "../../src/index.ts";

const bytesOf = (ids: Int32Array): Buffer => Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);

/** @param lists the ids of each text */
export function expectSameBatch({ ids, offsets }: EncodedBatch, lists: readonly Int32Array[]): void {
  expect(offsets).toHaveLength(lists.length + 1);
  expect(offsets[0]).toBe(0);
  expect(offsets.at(-1)).toBe(ids.length);
  const differs = lists.findIndex(
    (list, i) => !bytesOf(list).equals(bytesOf(ids.subarray(offsets[i], offsets[i + 1]))),
  );
  expect(differs, "the first text with other ids").toBe(-1);
}
