/** Folders of a test, removed behind it, and damage to files. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { newFolder } from "@windrow/testing";
import { afterEach } from "vitest";

export { scratchFolder, scratchForFile } from "@windrow/testing";

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
