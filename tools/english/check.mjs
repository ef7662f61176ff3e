/**
 * Lists phrases that read as if translated (`phrases.mjs`), as `file:line: phrase; write ...`, in pages, comments and
 * strings. Ends with 1 where there are any.
 *
 * Usage: node tools/english/check.mjs
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findPhrases } from "./find-phrases.mjs";
import { isRead } from "./read-files.mjs";

const root = join(import.meta.dirname, "../..");

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 2 ** 26,
})
  .split("\n")
  .filter((file) => isRead(file) && existsSync(join(root, file)));

const complaints = files.flatMap((file) =>
  findPhrases(file, readFileSync(join(root, file), "utf8")).map(
    ({ line, found, write }) => `${file}:${line}: "${found}"; write ${write}`,
  ),
);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) {
  console.error(`${complaints.length} phrases to change; tools/english/phrases.mjs has them all.`);
  process.exitCode = 1;
}
