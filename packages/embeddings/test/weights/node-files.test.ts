/** Files larger than Node reads at once, on a file system that only counts. */
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { nodeFileSystem, withFile } from "../../src/weights/node-files.ts";

/** A read of more is a RangeError of Node's. */
const MAX_READ = 2 ** 31 - 1;

afterEach(() => vi.restoreAllMocks());

test("5 GB are read in pieces that Node reads at once, each where the last one ended", () => {
  const size = 5e9 + 7;
  // As far as it is used, without its memory.
  const piece = (from: number, to: number): Uint8Array =>
    ({ length: Math.min(to, size) - from, subarray: piece }) as unknown as Uint8Array;
  let next = 100;
  vi.spyOn(nodeFileSystem(), "readSync").mockImplementation(((...[, , offset, length, position]: number[]) => {
    expect([offset, position]).toEqual([0, next]);
    expect(length).toBeLessThanOrEqual(MAX_READ);
    // A disk may give less than was asked for.
    const got = Math.ceil(length! / 2);
    next += got;
    return got;
  }) as never);
  withFile(fileURLToPath(import.meta.url), ({ readAt }) => readAt(piece(0, size), 100));
  expect(next).toBe(100 + size);
});
