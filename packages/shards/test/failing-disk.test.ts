/** A disk that fails, or is slow, while a shard is written in the background. */
import { open } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { ShardFileWriter } from "../src/index.ts";
import { scratchFolder } from "./scratch.ts";

type Handle = Awaited<ReturnType<typeof open>>;

/** What all open files have in common. */
async function fileHandles(): Promise<Handle> {
  const file = await open(import.meta.filename);
  await file.close();
  return Object.getPrototypeOf(file) as Handle;
}

const full = (): Error => Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
const options = { format: "bin", vocabSize: 50_000, name: "part", areIdsChecked: true } as const;
/** 2 bytes each: more than is brought to the disk at a time. */
const IDS = Uint16Array.from({ length: 20_000_000 }, (_, i) => i % 50_000);

afterEach(() => void vi.restoreAllMocks());

/** The error, and what is left once the writer has given up. */
async function outcome(folder: string, work: (writer: ShardFileWriter) => Promise<unknown>): Promise<unknown> {
  const writer = await ShardFileWriter.create(folder, options);
  const code = await work(writer).then(
    () => "written",
    (error: { code: unknown }) => error.code,
  );
  vi.restoreAllMocks();
  await writer.abort();
  return { code, left: readdirSync(folder) };
}

test("the last write fails: close says so", async () => {
  const folder = scratchFolder();
  const handles = await fileHandles();
  const got = await outcome(folder, async (writer) => {
    await writer.write(IDS.subarray(0, 1000));
    vi.spyOn(handles, "write").mockRejectedValue(full());
    await writer.close();
  });
  expect(got).toEqual({ code: "DATASET_SHARD_UNWRITABLE", left: [] });
});

test("a write in the middle fails: the next one or close says so", async () => {
  const folder = scratchFolder();
  const handles = await fileHandles();
  const got = await outcome(folder, async (writer) => {
    vi.spyOn(handles, "write").mockRejectedValueOnce(full());
    await writer.write(IDS.subarray(0, 65_536));
    await writer.write(IDS.subarray(0, 10));
    await writer.close();
  });
  expect(got).toEqual({ code: "DATASET_SHARD_UNWRITABLE", left: [] });
});

test("a sync in the background fails: close says so", async () => {
  const folder = scratchFolder();
  const handles = await fileHandles();
  const got = await outcome(folder, async (writer) => {
    const sync = vi.spyOn(handles, "sync").mockRejectedValueOnce(full());
    await writer.write(IDS);
    await vi.waitFor(() => expect(sync).toHaveBeenCalledOnce());
    await writer.close();
  });
  expect(got).toEqual({ code: "DATASET_SHARD_UNWRITABLE", left: [] });
});

test("slow syncs: close waits for them, abort too, and the bytes are right", async () => {
  const folder = scratchFolder();
  const handles = await fileHandles();
  for (const end of ["abort", "close"] as const) {
    const writer = await ShardFileWriter.create(folder, options);
    let [begun, ended] = [0, 0];
    vi.spyOn(handles, "sync").mockImplementation(async () => {
      begun++;
      await new Promise((resolve) => setTimeout(resolve, 300));
      ended++;
    });
    await writer.write(IDS);
    await vi.waitFor(() => expect(begun).toBe(1));
    await writer[end]();
    // In the background, before the end, then with it: the file, and the folder that has it.
    expect([begun, ended]).toEqual(end === "close" ? [3, 3] : [1, 1]);
    vi.restoreAllMocks();
    expect(readdirSync(folder)).toEqual(end === "close" ? ["part.bin"] : []);
  }
  expect(readFileSync(join(folder, "part.bin")).equals(Buffer.from(IDS.buffer))).toBe(true);
});

test("the header fails: nothing is left", async () => {
  const folder = scratchFolder();
  const handles = await fileHandles();
  vi.spyOn(handles, "write").mockRejectedValue(full());
  const creating = ShardFileWriter.create(folder, { ...options, format: "npy" });
  await expect(creating).rejects.toMatchObject({ code: "DATASET_SHARD_UNWRITABLE" });
  expect(readdirSync(folder)).toEqual([]);
});
