/** Bytes of a file in buffers that are used again. */
import { open } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { FileBytes } from "../../../src/read/input/file-bytes.ts";
import { readInput, type ReadInputOptions } from "../../support/read-inputs.ts";
import { makeScratch } from "../../support/scratch.ts";

const BLOCK = 64;
const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);

type Handle = Awaited<ReturnType<typeof open>>;

afterEach(() => void vi.restoreAllMocks());

async function openFile(): Promise<{ file: FileBytes; handles: Handle }> {
  const path = join(makeScratch(), "bytes");
  writeFileSync(path, bytes);
  const one = await open(path);
  await one.close();
  return { file: await FileBytes.open(path), handles: Object.getPrototypeOf(one) as Handle };
}

test.each([
  [0, 1000],
  [0, 64],
  [1, 65],
  [64, 193],
  [999, 1000],
])("%i to %i: in blocks of 64, whole", async (start, end) => {
  const { file } = await openFile();
  const found: number[] = [];
  for await (const block of file.blocksAhead(BLOCK, start, end)) {
    expect(block.length).toBe(Math.min(BLOCK, end - start - found.length));
    found.push(...block);
  }
  expect(found).toEqual([...bytes.subarray(start, end)]);
  await file.close();
});

test("a reader that stops in the middle of a read gives no buffer back that is read into still", async () => {
  const { file, handles } = await openFile();
  const read = handles.read;
  let ended = 0;
  vi.spyOn(handles, "read").mockImplementation(async function slow(this: Handle, ...args: never[]) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const result = await (read as (...all: never[]) => Promise<unknown>).apply(this, args);
    ended++;
    return result;
  } as never);
  const stopped = file.blocksAhead(BLOCK, 0, 1000);
  await stopped.next();
  await stopped.return(undefined);
  // The first block and the one that was read ahead.
  expect(ended).toBe(2);
  await file.close();
});

test("a read ahead that fails is reported when its turn comes, and never if the reader has stopped", async () => {
  const { file, handles } = await openFile();
  const blocks = file.blocksAhead(BLOCK, 0, 1000);
  await blocks.next();
  await blocks.next();
  vi.spyOn(handles, "read").mockRejectedValue(new Error("EIO: i/o error"));
  await blocks.next();
  await expect(blocks.next()).rejects.toMatchObject({ code: "PREPARE_INPUT_UNREADABLE" });
  const stopped = file.blocksAhead(BLOCK, 0, 1000);
  vi.restoreAllMocks();
  await stopped.next();
  vi.spyOn(handles, "read").mockRejectedValue(new Error("EIO: i/o error"));
  await stopped.next();
  await stopped.return(undefined);
  await file.close();
});

test("a disk that gives half of what is asked for: the same documents, of each format", async () => {
  const fixtures = join(import.meta.dirname, "../fixtures");
  const path = join(makeScratch(), "a.txt");
  writeFileSync(path, "hay, raked\n".repeat(1000));
  const files: readonly (readonly [string, ReadInputOptions])[] = [
    [path, { separator: "\n", segmentBytes: 500, sizes: { blockBytes: 100 } }],
    [join(fixtures, "frames.jsonl.zst"), {}],
    [join(fixtures, "snappy.parquet"), { segmentBytes: 500 }],
  ];
  const read = async (): Promise<unknown> => Promise.all(files.map(([file, options]) => readInput(file, options)));
  const whole = await read();
  const { file, handles } = await openFile();
  await file.close();
  const { read: readBytes } = handles;
  let halved = 0;
  vi.spyOn(handles, "read").mockImplementation(function half(
    this: Handle,
    buffer: Uint8Array,
    at = 0,
    length = 0,
    place = 0,
  ) {
    if (length > 1) halved++;
    return (readBytes as (...all: unknown[]) => Promise<unknown>).call(this, buffer, at, Math.ceil(length / 2), place);
  } as never);
  expect(await read()).toEqual(whole);
  expect(halved).toBeGreaterThan(100);
});
