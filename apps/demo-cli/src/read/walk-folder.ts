/**
 * The files below a folder, but for what git would leave out (ignore-rules.ts), .git itself, and node_modules unless the
 * folder's own path leads there. Links as in glob-files.ts: one to a file is that file, one to a folder is not followed,
 * so no circle is walked; one to nothing is a file that can't be read. Pipes, sockets and devices are not files.
 */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { failureLine, type FailedInput } from "./each-input.ts";
import { PACKAGES } from "./glob-files.ts";
import { bytesOf } from "./ignore-pattern.ts";
import { type IgnoreRules, isIgnored, rulesAbove, rulesOfFolder } from "./ignore-rules.ts";
import { unreadable } from "./read-errors.ts";

/** What is below a folder. */
export interface WalkedFolder {
  /** Sorted. */
  readonly files: readonly string[];
  /** Folders and files of rules that can't be read. */
  readonly failed: readonly FailedInput[];
}

/** Milliseconds after which signals are heard. */
const TURN_MS = 50;

interface Open {
  readonly path: string;
  readonly name: string;
  readonly above: IgnoreRules | undefined;
}

export async function walkFolder(folder: string): Promise<WalkedFolder> {
  const files: string[] = [];
  const failed: FailedInput[] = [];
  const onFailure = (path: string, error: unknown): void => {
    failed.push({ file: path, error: failureLine(path, error) });
  };
  const keepsPackages = resolve(folder).split(sep).includes(PACKAGES);
  const open: Open[] = [{ path: folder, name: nameOf(folder), above: rulesAbove(folder, onFailure) }];
  let turn = performance.now();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, name, above } = next;
    const entries = entriesOf(path, onFailure);
    const hasIgnoreFile = entries.some((entry) => entry.name === ".gitignore" && entry.isFile());
    const isRepository = entries.some((entry) => entry.name === ".git");
    const rules = rulesOfFolder({ path, name, hasIgnoreFile, isRepository }, above, onFailure);
    for (const entry of entries) {
      const isBelow = entry.isDirectory();
      const place = join(path, entry.name);
      if (entry.name === ".git" || (entry.name === PACKAGES && isBelow && !keepsPackages)) continue;
      if (isIgnored(rules, bytesOf(entry.name), isBelow)) continue;
      if (isBelow) open.push({ path: place, name: entry.name, above: rules });
      else if (isFileAt(place, entry)) files.push(place);
    }
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((done) => setImmediate(done));
    turn = performance.now();
  }
  return { files: files.toSorted(), failed };
}

function nameOf(folder: string): string {
  return resolve(folder).split(sep).at(-1)!;
}

function entriesOf(path: string, onFailure: (path: string, error: unknown) => void): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    onFailure(path, unreadable(path, error));
    return [];
  }
}

function isFileAt(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path, { bigint: true }).isFile();
  } catch {
    // A link to nothing, or to itself: that is said when it is read.
    return true;
  }
}
