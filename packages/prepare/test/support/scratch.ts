/** Folders of a test, removed behind it, and damage to files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, onTestFinished } from "vitest";

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "windrow-prepare-"));
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

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Within `beforeEach`. */
export function makeScratch(): string {
  folders.push(newFolder());
  return folders.at(-1)!;
}

/** Changes one bit of a file; called again, it changes it back. */
export function flipBit(path: string, byte: number): void {
  const bytes = readFileSync(path);
  bytes[byte]! ^= 1;
  writeFileSync(path, bytes);
}
