/** Folders of tests, removed behind them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A folder that nobody removes yet. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "windrow-test-"));
}

/** Within a test. */
export function scratchFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** At the top of a file of tests. */
export function scratchForFile(): string {
  const folder = newFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
