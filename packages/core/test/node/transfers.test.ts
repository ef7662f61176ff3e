import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openRegularFileSync, readFully, readFullySync, writeFully } from "../../src/node/index.ts";

const folder = mkdtempSync(join(tmpdir(), "windrow-transfers-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "file");
writeFileSync(file, "0123456789");

/** A file that transfers at most two bytes at a time, as a network's may. */
function slow(handle: FileHandle): FileHandle {
  return {
    read: (buffer: Uint8Array, offset: number, length: number, position: number) =>
      handle.read(buffer, offset, Math.min(2, length), position),
    write: (buffer: Uint8Array, offset: number, length: number, position: number) =>
      handle.write(buffer, offset, Math.min(2, length), position),
  } as FileHandle;
}

test("short reads are continued until the buffer is full, or the file ends", async () => {
  const handle = await open(file);
  const five = Buffer.alloc(5);
  expect(await readFully(slow(handle), five, 3)).toBe(5);
  expect(five.toString()).toBe("34567");
  expect(await readFully(slow(handle), five, 7)).toBe(3);
  expect(five.toString()).toBe("78967");
  expect(await readFully(slow(handle), five, 10)).toBe(0);
  await handle.close();
  expect(readFullySync(openRegularFileSync(file), five, 6)).toBe(4);
  expect(five.toString()).toBe("67897");
});

test("nothing is read once the buffer is full, since that might fail", async () => {
  const asked: number[] = [];
  const handle = {
    read: async (_: Uint8Array, offset: number, length: number) => {
      asked.push(offset, length);
      return { bytesRead: Math.min(2, length) };
    },
  } as unknown as FileHandle;
  expect(await readFully(handle, Buffer.alloc(5), 0)).toBe(5);
  expect(asked).toEqual([0, 5, 2, 3, 4, 1]);
});

test("short writes are continued until all is written", async () => {
  const written = join(folder, "written");
  const handle = await open(written, "w");
  await writeFully(slow(handle), Buffer.from("hay and straw"), 0);
  await writeFully(slow(handle), Buffer.from("HAY"), 1);
  await handle.close();
  expect(readFileSync(written, "utf8")).toBe("hHAYand straw");
});

test("a write that takes nothing is an error, not an endless loop", async () => {
  const stuck = { write: () => Promise.resolve({ bytesWritten: 0 }) } as unknown as FileHandle;
  await expect(writeFully(stuck, Buffer.from("hay"), 0)).rejects.toMatchObject({ code: "EIO" });
});

test("a read that a signal came into is tried again", async () => {
  const handle = await open(file);
  let interruptions = 2;
  const interrupted = {
    read: async (buffer: Uint8Array, offset: number, length: number, position: number) => {
      if (interruptions-- > 0)
        throw Object.assign(new Error("EINTR: interrupted system call, read"), { code: "EINTR" });
      return handle.read(buffer, offset, length, position);
    },
  } as FileHandle;
  const four = Buffer.alloc(4);
  expect(await readFully(interrupted, four, 2)).toBe(4);
  expect(four.toString()).toBe("2345");
  const sick = {
    read: () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" })),
  } as unknown as FileHandle;
  await expect(readFully(sick, four, 0)).rejects.toMatchObject({ code: "EIO" });
  await handle.close();
});
