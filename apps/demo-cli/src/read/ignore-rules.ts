/**
 * Which entries of a folder git would leave out: the .gitignore of that folder, of those above it up to the repository's
 * root, and the repository's info/exclude; the last line that matches decides, the deepest file's first. Not read: a
 * person's own core.excludesFile, and the index (a file that is tracked although a rule leaves it out is left out here).
 * Outside of a repository the .gitignore files from the folder that was named on count.
 */
import { type BigIntStats, constants, closeSync, fstatSync, lstatSync, openSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readFullySync } from "@windrow/core/node";
import { unreadable, unusable } from "./read-errors.ts";
import { bytesOf, type IgnorePattern, parseIgnoreLine } from "./ignore-pattern.ts";

/** Far more than any has; each line is held against each file. */
const MAX_BYTES = 2 ** 18;

const IGNORE_FILE = ".gitignore";

/** What counts in a folder. */
export interface IgnoreRules {
  /** The patterns of this folder's file, the last first. */
  readonly patterns: readonly IgnorePattern[];
  /** Those of the folder above; undefined at the root. */
  readonly above: IgnoreRules | undefined;
  /** Bytes of the folder's path from that of `above` on, with a slash at its end; "" for the same folder. */
  readonly step: string;
}

/** @returns whether git would leave out an entry of the folder that the rules are of. @param name its bytes, of `bytesOf` */
export function isIgnored(rules: IgnoreRules | undefined, name: string, isFolder: boolean): boolean {
  let path = name;
  for (let level = rules; level !== undefined; level = level.above) {
    for (const { isForFolders, isOfName, isNegative, matches } of level.patterns) {
      if (isForFolders && !isFolder) continue;
      if (matches(isOfName ? name : path)) return !isNegative;
    }
    path = level.step + path;
  }
  return false;
}

/** What a folder's own .gitignore, if it has one, adds to the rules of the folder above. */
export interface FolderEntries {
  readonly path: string;
  /** From the folder above on. */
  readonly name: string;
  readonly hasIgnoreFile: boolean;
  /** Whether a repository begins here: what is above it does not count. */
  readonly isRepository: boolean;
}

/** @param onFailure gets the error of a file of rules that can't be read; its rules do not count then */
export function rulesOfFolder(
  { path, name, hasIgnoreFile, isRepository }: FolderEntries,
  above: IgnoreRules | undefined,
  onFailure: (path: string, error: unknown) => void,
): IgnoreRules | undefined {
  const read = (file: string): IgnorePattern[] => {
    try {
      return readPatterns(file);
    } catch (error) {
      onFailure(file, error);
      return [];
    }
  };
  const excluded = isRepository ? excludeFile(path) : undefined;
  const base: IgnoreRules | undefined =
    excluded === undefined ? undefined : { patterns: read(excluded), above: undefined, step: "" };
  const outer = isRepository ? base : above;
  const step = outer === undefined || outer === base ? "" : `${bytesOf(name)}/`;
  const patterns = hasIgnoreFile ? read(join(path, IGNORE_FILE)) : [];
  return outer === undefined && patterns.length === 0 ? undefined : { patterns, above: outer, step };
}

/** The rules that hold in a folder because of those above it, up to its repository's root; undefined where it is in none. */
export function rulesAbove(folder: string, onFailure: (path: string, error: unknown) => void): IgnoreRules | undefined {
  const root = repositoryAbove(resolve(folder));
  if (root === undefined) return undefined;
  const steps = relative(root, dirname(resolve(folder))).split(sep);
  let rules: IgnoreRules | undefined;
  let path = root;
  for (const [i, name] of ["", ...steps.filter((step) => step !== "")].entries()) {
    path = join(path, name);
    const hasIgnoreFile = lstatOf(join(path, IGNORE_FILE))?.isFile() ?? false;
    rules = rulesOfFolder({ path, name, hasIgnoreFile, isRepository: i === 0 }, rules, onFailure);
  }
  return rules;
}

/** The nearest folder above with a .git; undefined where there is none, or the folder itself has one. */
function repositoryAbove(folder: string): string | undefined {
  const isRoot = (path: string): boolean => lstatOf(join(path, ".git")) !== undefined;
  if (isRoot(folder)) return undefined;
  for (let path = folder; dirname(path) !== path;) {
    path = dirname(path);
    if (isRoot(path)) return path;
  }
  return undefined;
}

function lstatOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Where a repository's own rules are; undefined where it has none. In a worktree .git is a file that says where it is. */
function excludeFile(root: string): string | undefined {
  let folder = join(root, ".git");
  try {
    if (lstatSync(folder, { bigint: true }).isFile()) {
      folder = resolve(root, /^gitdir: (.*)/.exec(textOf(folder))![1]!);
      folder = resolve(folder, textOf(join(folder, "commondir")).trim());
    }
  } catch {
    // A submodule has no commondir; what git itself could not read says nothing here.
  }
  const file = join(folder, "info/exclude");
  return lstatOf(file)?.isFile() ? file : undefined;
}

/** A small file of git's own as text. */
function textOf(path: string): string {
  return Buffer.from(readIgnoreFile(path), "latin1").toString("utf8");
}

function readPatterns(path: string): IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  for (const line of readIgnoreFile(path)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .split("\n")) {
    const pattern = parseIgnoreLine(line.replace(/\r$/, ""));
    if (pattern !== undefined) patterns.push(pattern);
  }
  return patterns.toReversed();
}

/** Its bytes as characters. Links are not followed, as git does not, and nothing is waited for. */
function readIgnoreFile(path: string): string {
  try {
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = fstatSync(fd, { bigint: true });
      if (size > MAX_BYTES) throw unusable(path, `it has ${size} bytes, but at most ${MAX_BYTES} are read`);
      const bytes = Buffer.alloc(Number(size));
      return bytes.toString("latin1", 0, readFullySync(fd, bytes, 0));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw Object(error).code === "CLI_FAILED" ? error : unreadable(path, error);
  }
}
