/** Documents of English, code and many languages, from random places of 2 MB each. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpus } from "./texts.mjs";

/**
 * Writes documents of about 2 kB to a file that is gone when the process ends; the same ones each time.
 * @param lineOf what is written of a document: its text and number
 * @param bytes how many there are, and a little more
 */
export function mixedDocuments(name, lineOf, bytes) {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  const texts = ["english2m", "code2m", "multilingual2m"].map((one) => [...readFileSync(corpus(one).file, "utf8")]);
  const fd = openSync(file, "w");
  let state = 1;
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let written = 0, id = 0; written < bytes; id++) {
    const text = texts[id % texts.length];
    const start = random(text.length - 10_000);
    const length = 200 + random(60) * random(60);
    written += writeSync(fd, lineOf(text.slice(start, start + length).join(""), id));
  }
  closeSync(fd);
  return file;
}
