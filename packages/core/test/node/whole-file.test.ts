import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readText, readWhole, readWholeFile } from "../../src/node/index.ts";

const folder = mkdtempSync(join(tmpdir(), "windrow-whole-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "file");
const text = "raked hay 中 ".repeat(1000);
writeFileSync(file, text);

test("a whole file, as bytes and as text", async () => {
  expect((await readWholeFile(file)).toString("utf8")).toBe(text);
  expect(await readText(Buffer.from(file))).toBe(text);
  const empty = join(folder, "empty");
  writeFileSync(empty, "");
  expect(await readText(empty)).toBe("");
});

test("on a disk that gives a few bytes at a time, where Node's readFile stops at the first", async () => {
  const handle = await open(file);
  const slow = {
    stat: () => handle.stat({ bigint: true }),
    read: (buffer: Uint8Array, offset: number, length: number, position: number) =>
      handle.read(buffer, offset, Math.min(7, length), position),
  } as unknown as FileHandle;
  expect((await readWhole(slow)).toString("utf8")).toBe(text);
  await handle.close();
});

test("what is not a file is refused", async () => {
  await expect(readWholeFile(folder)).rejects.toMatchObject({ code: "NOT_A_REGULAR_FILE", kind: "a folder" });
  await expect(readText(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
});
