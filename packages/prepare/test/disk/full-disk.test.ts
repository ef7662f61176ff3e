/** A disk that is full, or read-only: a small file system in memory, which only root on Linux can mount. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PrepareJob, prepare, resume, status } from "@windrow/prepare";
import { skipNote } from "@windrow/testing";
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesOf, prepareSequentially } from "../support/sequential.ts";
import { scratchForFile } from "../support/scratch.ts";

const folder = scratchForFile();
const disk = join(folder, "disk");
const mount = (...args: string[]): boolean => spawnSync("mount", args).status === 0;

mkdirSync(disk);
const isMounted = mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", disk);
const noDisk = isMounted ? undefined : "only root on Linux can mount a small disk";
afterAll(() => isMounted && spawnSync("umount", [disk]));

const documents = Array.from({ length: 60 }, (_, i) => `document ${i}, and the hay is in. `.repeat(1500));
const job: PrepareJob = {
  inputs: [join(folder, "texts")],
  output: join(disk, "output"),
  tokenizer: { encoding: "gpt2" },
  unitBytes: 50_000,
};

beforeAll(() => {
  mkdirSync(join(folder, "texts"));
  for (const [i, text] of documents.entries()) {
    writeFileSync(join(folder, "texts", `${String(i).padStart(2, "0")}.txt`), text);
  }
});

test.skipIf(noDisk)(`a full disk ends the run at once; with room it goes on${skipNote(noDisk)}`, async () => {
  const ballast = join(disk, "ballast");
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  const running = prepare(job);
  await expect(running).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE", fields: { reason: "ENOSPC" } });
  await expect(running).rejects.toThrow("and that the disk has room");
  const { stage, units } = await status(job.output);
  expect(stage).toBe("encode");
  expect(units.done).toBeGreaterThan(0);
  expect(readdirSync(disk, { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
  rmSync(ballast);
  expect(mount("-o", "remount,size=30m", disk)).toBe(true);
  expect((await resume(job.output)).done).toBe(true);
  await prepareSequentially(documents, join(folder, "expected"), { tokenizer: gpt2 });
  expect(filesOf(job.output)).toEqual(filesOf(join(folder, "expected")));
});

test.skipIf(noDisk)(`a read-only disk is reported before anything is read${skipNote(noDisk)}`, async () => {
  expect(mount("-o", "remount,ro", disk)).toBe(true);
  const running = prepare({ ...job, output: join(disk, "other") });
  await expect(running).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE", fields: { reason: "EROFS" } });
});
