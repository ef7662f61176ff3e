/** Folders of a test, removed behind it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "windrow-prepare-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
