/** `windrow count FOLDER` walks, heeds .gitignore, checks UTF-8, counts characters and sorts besides; this is what that costs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpus } from "./texts.mjs";

const FILES = 20_000;
const FOLDERS = 200;
/** Bytes of a file at most; the mean is a quarter of it, as in this repository. */
const MAX_BYTES = 20_000;

/** Parts of English, code and many languages. */
function manyFiles() {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const texts = ["english2m", "code2m", "multilingual2m"].map((name) => readFileSync(corpus(name).file, "utf8"));
  const paths = Array.from({ length: FILES }, (_, i) => join(folder, "files", String(i % FOLDERS), `${i}.txt`));
  for (let i = 0; i < FOLDERS; i++) mkdirSync(join(folder, "files", String(i)), { recursive: true });
  let state = 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (const [i, path] of paths.entries()) {
    const length = Math.ceil(next() * next() * MAX_BYTES);
    const text = texts[i % texts.length];
    const from = Math.floor(next() * (text.length - length));
    // Half a pair at an end becomes U+FFFD.
    writeFileSync(path, text.slice(from, from + length));
  }
  // What the floor is given: it need not look for them.
  const list = join(folder, "files.list");
  writeFileSync(list, paths.join("\n"));
  return list;
}

let made;

export const benchmark = {
  question: "What does windrow count cost beside reading and encoding 20,000 files on as many cores?",
  inputs: [
    {
      label: "20,000 files of English, code and many languages, o200k_base",
      items: { name: "files", count: FILES },
      // Made when the benchmark runs, not when it is listed.
      get file() {
        made ??= manyFiles();
        return made;
      },
    },
  ],
  candidates: [
    { label: "windrow count", command: ["node", "candidates/cli-count-files.mjs", "count"] },
    { label: "readFileSync and encode", command: ["node", "candidates/cli-count-files.mjs", "floor"] },
  ],
  turns: 4,
  roundsPerTurn: 3,
};
