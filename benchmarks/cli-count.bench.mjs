/** `windrow count` streams and counts characters besides; this is what that costs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpus } from "./texts.mjs";

const TIMES = 8;

/** English, code and many languages, again and again. */
function longText() {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const once = Buffer.concat(["english2m", "code2m", "multilingual2m"].map((name) => readFileSync(corpus(name).file)));
  const file = join(folder, "long.txt");
  writeFileSync(file, Buffer.concat(Array.from({ length: TIMES }, () => once)));
  return file;
}

let made;

export const benchmark = {
  question: "What does windrow count cost beside reading a file and encoding it in one call?",
  inputs: [
    {
      label: "English, code and many languages, cl100k_base",
      // Made when the benchmark runs, not when it is listed.
      get file() {
        made ??= longText();
        return made;
      },
    },
  ],
  candidates: [
    { label: "windrow count", command: ["node", "candidates/cli-count.mjs", "stream"] },
    { label: "readFileSync and encode", command: ["node", "candidates/cli-count.mjs", "whole"] },
  ],
};
