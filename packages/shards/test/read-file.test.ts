/** Reading what is not there: bytes of a file that was cut after its size was asked for, a file below a file. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTokenShards } from "../src/index.ts";
import { readBytes } from "../src/read-file.ts";
import { error, scratchFolder } from "./scratch.ts";

test("all of what is asked for is read, or none", () => {
  const path = join(scratchFolder(), "ten.bin");
  writeFileSync(
    path,
    Uint8Array.from({ length: 10 }, (_, i) => i),
  );
  const fd = openSync(path, "r");
  onTestFinished(() => closeSync(fd));
  expect([...readBytes(fd, path, 7, 3)]).toEqual([7, 8, 9]);
  for (const [position, length] of [
    [7, 4],
    [10, 1],
    [100, 1],
  ] as const) {
    expect(() => readBytes(fd, path, position, length)).toThrow(error("DATASET_SHARD_WRONG_SIZE", /ten\.bin/));
  }
});

test("a path below a file is named, with what the disk says", () => {
  const path = join(scratchFolder(), "ten.bin");
  writeFileSync(path, new Uint8Array(10));
  const named = expect.objectContaining({
    code: "DATASET_SHARD_UNREADABLE",
    fields: { path: join(path, "set"), reason: "ENOTDIR" },
  });
  expect(() => openTokenShards(join(path, "set"))).toThrow(named);
});
