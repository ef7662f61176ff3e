/** Random windows from 100 million ids on disk. The file is freshly written, so that it is in the page cache. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOKENS = 100_000_000;
const python = process.env.PYTHON ?? "python3";

/** nanoGPT's train.bin: uint16 ids below 50,257 in no order that helps anyone. */
function trainBin() {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "train.bin");
  const fd = openSync(file, "w");
  const ids = new Uint16Array(1_000_000);
  let state = 1;
  for (let written = 0; written < TOKENS; written += ids.length) {
    for (let i = 0; i < ids.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      ids[i] = (state >>> 8) % 50_257;
    }
    writeSync(fd, new Uint8Array(ids.buffer));
  }
  closeSync(fd);
  return file;
}

export const benchmark = {
  question: "How fast are random windows from shards on disk, against nanoGPT's get_batch on a memmap?",
  inputs: [
    {
      label: "100 million uint16 ids, 500 batches of 8 x 256 (x and y) a round, warm page cache",
      // Made when the benchmark runs, not when it is listed.
      get file() {
        return trainBin();
      },
      items: { name: "windows", count: 4000 },
    },
  ],
  candidates: [
    { label: "@windrow/shards, raw file", command: ["node", "candidates/shards-windrow.mjs", "raw"] },
    { label: "the same behind a manifest, crc32", command: ["node", "candidates/shards-windrow.mjs", "manifest"] },
    {
      label: "nanoGPT's get_batch",
      command: [python, "candidates/shards-nanogpt.py"],
      needs: [python, "-c", "import numpy, torch"],
    },
  ],
};
