/** What a process that is killed while it sweeps leaves in the folder of a job that is done: one file of each kind. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LEFT: readonly string[] = [
  "train/manifest.json.1.tmp",
  "validation/validation_000000.bin.1.tmp",
  "prepare/encode/000000/000000.json",
  "prepare/assemble/000000/000000.json",
  "prepare/failed/encode-0.json",
  "prepare/assembly.bin",
  "prepare/done.json.1.tmp",
];

export function leaveFiles(output: string): void {
  for (const name of LEFT) {
    const path = join(output, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "left");
  }
}
