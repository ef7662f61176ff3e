/**
 * Lists phrases that read as if translated (`phrases.mjs`), as `file:line: phrase; write ...`, in pages, comments and
 * strings. Ends with 1 where there are any, except as many as `allowed.json` counts for a file and phrase: messages
 * that programs and tests rely on. Its counts only fall: one that is too high is an error too, and `--lower` lowers it.
 *
 * Usage: node tools/english/check.mjs [--lower]
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countByName, findPhrases } from "./find-phrases.mjs";
import { isRead } from "./read-files.mjs";

const root = join(import.meta.dirname, "../..");
const listPath = join(import.meta.dirname, "allowed.json");

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 2 ** 26,
})
  .split("\n")
  .filter((file) => isRead(file) && existsSync(join(root, file)));

const allowed = JSON.parse(readFileSync(listPath, "utf8"));
const lowered = {};
const complaints = [];
for (const file of files) {
  const hits = findPhrases(file, readFileSync(join(root, file), "utf8"));
  const counts = countByName(hits);
  for (const [name, most] of Object.entries(allowed[file] ?? {})) {
    const count = Math.min(counts[name] ?? 0, most);
    if (count > 0) lowered[file] = { ...lowered[file], [name]: count };
  }
  for (const { line, name, found, write } of hits) {
    if (counts[name] > (allowed[file]?.[name] ?? 0)) complaints.push(`${file}:${line}: "${found}"; write ${write}`);
  }
}
const newList = `${JSON.stringify(lowered, undefined, 2)}\n`;
if (process.argv.includes("--lower")) writeFileSync(listPath, newList);
else if (JSON.stringify(lowered) !== JSON.stringify(allowed)) {
  complaints.push("tools/english/allowed.json counts phrases that are gone: node tools/english/check.mjs --lower");
}
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) {
  console.error(`${complaints.length} phrases to change; tools/english/phrases.mjs has them all.`);
  process.exitCode = 1;
}
