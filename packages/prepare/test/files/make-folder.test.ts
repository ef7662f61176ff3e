/** Folders that can't be made are errors, soon; those that others make and remove meanwhile are made. */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { skipNote } from "@windrow/testing";
import { expect, test } from "vitest";
import { makeFolder } from "../../src/files/make-folder.ts";
import { scratchFolder } from "../support/scratch.ts";

const noProc = existsSync("/proc/self") ? undefined : "there is no /proc";

test.skipIf(noProc !== undefined)(
  `where the system says of each name that it is not there${skipNote(noProc)}`,
  async () => {
    for (const path of ["/proc/windrow", "/proc/windrow/deep/below"])
      await expect(makeFolder(path)).rejects.toMatchObject({
        code: "PREPARE_OUTPUT_UNWRITABLE",
        fields: { reason: "ENOENT" },
      });
  },
);

test("below a file", async () => {
  const file = join(scratchFolder(), "file");
  writeFileSync(file, "");
  for (const path of [file, join(file, "below"), join(file, "below/deep")])
    await expect(makeFolder(path)).rejects.toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE", fields: { path: file } });
});

test("whose parents another process removes as often as it can", async () => {
  const path = join(scratchFolder(), "a/b/c");
  const folder = { isMade: false };
  const removing = (async () => {
    for (let i = 0; !folder.isMade && i < 10_000; i++) {
      try {
        rmdirSync(dirname(path));
      } catch {
        // It is not there, or not empty any more.
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await makeFolder(path);
  folder.isMade = true;
  await removing;
  expect(existsSync(path)).toBe(true);
  mkdirSync(join(path, "d"));
});
