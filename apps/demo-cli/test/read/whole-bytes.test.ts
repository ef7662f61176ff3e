/** Whole files: the check of the first bytes comes before the rest is read, which may have no end. */
import { expect, test, vi } from "vitest";
import { readWholeBytes } from "../../src/read/whole-bytes.ts";
import { scratchFolder } from "../helpers/scratch-folder.ts";

const scratch = scratchFolder();
const bytes = Buffer.alloc(2_500_000, "hay");

test("the check is given the first bytes, once", async () => {
  const check = vi.fn<(beginning: Buffer) => void>();
  const path = await scratch.write("hay.txt", bytes);
  expect((await readWholeBytes(path, bytes.length, check)).equals(bytes)).toBe(true);
  expect(check).toHaveBeenCalledOnce();
});

test("what the check throws ends it", async () => {
  const path = await scratch.write("hay.txt", bytes);
  const check = (beginning: Buffer): void => {
    throw new Error(`begins with ${beginning.toString("latin1", 0, 3)}`);
  };
  await expect(readWholeBytes(path, bytes.length, check)).rejects.toThrow("begins with hay");
});

test("a file of more bytes than may be is refused", async () => {
  const path = await scratch.write("hay.txt", bytes);
  await expect(readWholeBytes(path, bytes.length - 1)).rejects.toThrow(
    "it has 2500000 bytes, but at most 2499999 are read. Split it first",
  );
});
