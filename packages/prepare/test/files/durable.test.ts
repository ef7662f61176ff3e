/** Files that can't be written, under this package's code and of its class. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { syncFolder, writeDurably } from "../../src/files/durable.ts";
import { errorOf } from "../support/error-of.ts";
import { scratchFolder } from "../support/scratch.ts";

test("a file that can't be written, a folder that can't be synced", async () => {
  const folder = scratchFolder();
  const path = join(folder, "none", "a.json");
  const error = await errorOf(writeDurably(path, async () => {}));
  expect(error).toMatchObject({ code: "PREPARE_OUTPUT_UNWRITABLE", fields: { path, reason: "ENOENT" } });
  expect(error.message).toMatch(
    /none.a\.json: could not be written \(ENOENT: .+\); check that its folder exists and is writable, and that the disk has room\.$/,
  );
  expect(error.cause).toMatchObject({ code: "ENOENT", syscall: "open" });
  expect(await errorOf(syncFolder(join(folder, "none")))).toMatchObject({
    code: "PREPARE_OUTPUT_UNWRITABLE",
    fields: { path: join(folder, "none"), reason: "ENOENT" },
  });
});
