import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fsPromises from "node:fs/promises";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { DurableFile, removeFile, syncFolder, writeDurably } from "../../src/node/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "windrow-durable-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the file is there once it is committed, and nothing else", async () => {
  const path = join(folder, "part");
  writeFileSync(path, "old");
  const file = await DurableFile.create(path);
  await file.append(Buffer.from("0123456789"));
  await file.truncate(5);
  await file.append(Buffer.from("abc"));
  await file.overwriteBeginning(Buffer.from("HAY"));
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(file.isInPlace).toBe(false);
  await file.commit();
  expect(file.isInPlace).toBe(true);
  expect(readFileSync(path, "utf8")).toBe("HAY34abc");
  await file.discard();
  expect(readdirSync(folder)).toEqual(["part"]);
});

test("what was begun and discarded, or whose writing fails, leaves nothing", async () => {
  const file = await DurableFile.create(join(folder, "a"));
  await file.append(Buffer.from("x"));
  await file.discard();
  const failure = new Error("no more hay");
  const written = writeDurably(join(folder, "b"), async (other) => {
    await other.append(Buffer.from("x"));
    throw failure;
  });
  await expect(written).rejects.toBe(failure);
  expect(readdirSync(folder)).toEqual([]);
});

test("a temporary path and permissions of the caller's", async () => {
  const [path, temporaryPath] = [join(folder, "a"), join(folder, ".a.part")];
  const file = await DurableFile.create(path, undefined, { temporaryPath, mode: 0o600 });
  await file.append(Buffer.from("x"));
  expect([file.temporaryPath, ...readdirSync(folder)]).toEqual([temporaryPath, ".a.part"]);
  await expect(DurableFile.create(path, undefined, { temporaryPath })).rejects.toMatchObject({ code: "EEXIST" });
  await file.commit();
  expect(readdirSync(folder)).toEqual(["a"]);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("gives what the writing gives", async () => {
  expect(await writeDurably(join(folder, "a"), async (file) => (await file.append(Buffer.from("x")), 7))).toBe(7);
  expect(readFileSync(join(folder, "a"), "utf8")).toBe("x");
});

test("a folder that is not there: the system's error, or the caller's", async () => {
  const path = join(folder, "none", "a");
  const isEnoent = expect.objectContaining({ code: "ENOENT" });
  await expect(DurableFile.create(path)).rejects.toEqual(isEnoent);
  const unwritable = (where: string, error: unknown): unknown => ({ where, error });
  await expect(DurableFile.create(path, unwritable)).rejects.toEqual({ where: path, error: isEnoent });
  await expect(syncFolder(join(folder, "none"), unwritable)).rejects.toEqual({
    where: join(folder, "none"),
    error: isEnoent,
  });
});

test("a folder that can't be synced is an error, or is not", async () => {
  const path = join(folder, "file");
  const { open } = fsPromises;
  const cannotOpenFolders = vi.spyOn(fsPromises, "open").mockImplementation(async (...args) => {
    if (args[0] === folder) throw Object.assign(new Error("no"), { code: "EINVAL" });
    return open(...args);
  });
  onTestFinished(() => cannotOpenFolders.mockRestore());
  const write = (file: DurableFile): Promise<void> => file.append(Buffer.from("x"));
  await expect(writeDurably(path, write)).rejects.toMatchObject({ code: "EINVAL" });
  rmSync(path);
  await writeDurably(path, write, undefined, { requiresFolderSync: false });
  expect(readFileSync(path, "utf8")).toBe("x");
});

test("a file that is not there may be removed, a folder may not", async () => {
  await removeFile(join(folder, "none"));
  const removed = removeFile(folder, (where) => ({ where }));
  await expect(removed).rejects.toEqual({ where: folder });
});
