/**
 * The files that a pattern names. Links to files count as files; links to folders are followed only where the
 * pattern names them, not where `*` or `**` meets them: so no circle of links is walked, and no file comes twice.
 * What `@windrow/prepare` finds below a folder follows the same rule. Packages in node_modules are left out unless
 * the pattern names that folder.
 */
import { type Dirent, readdir, statSync } from "node:fs";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { unreadable } from "./read-errors.ts";

/** Whatever may be one, or a part of one that goes over several steps of the path. */
const WILDCARD = /[*?[\]{}()!+@\\]/;

/** Left out unless it is named: what is in it is not the person's own. */
export const PACKAGES = "node_modules";

/** Sorted. @throws CliError where a folder can't be read */
export async function globFiles(pattern: string): Promise<string[]> {
  let failure: Error | undefined;
  const left = pattern.includes(PACKAGES) ? undefined : PACKAGES;
  const readEntries = (path: string, _: object, done: (error: Error | null, entries: Dirent[]) => void): void =>
    readdir(path, { withFileTypes: true }, (error, entries) => {
      // A folder that is not there has no matches; one that can't be read may have some.
      if (error !== null && error.code !== "ENOENT" && error.code !== "ENOTDIR") failure ??= unreadable(path, error);
      const named = error === null ? entries.filter(({ name }) => name !== left) : [];
      done(
        error,
        named.flatMap((entry) => withoutLinks(path, entry)),
      );
    });
  const [folder, rest] = splitPattern(pattern);
  const found = await glob(rest, {
    cwd: folder,
    onlyFiles: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    fs: { readdir: readEntries as typeof readdir },
  });
  if (failure !== undefined) throw failure;
  return found.map((path) => join(folder, path)).toSorted();
}

/** The folder that a pattern names without any wildcard, as "docs" of "docs/*.md", and what follows. */
function splitPattern(pattern: string): [folder: string, rest: string] {
  const steps = pattern.split("/");
  const first = steps.findIndex((step) => WILDCARD.test(step));
  const at = first === -1 ? steps.length - 1 : first;
  const folder = steps.slice(0, at).join("/");
  return [folder === "" && at > 0 ? "/" : folder || ".", steps.slice(at).join("/")];
}

/** An entry of a folder, a link to a file as that file; none for a link to a folder. */
function withoutLinks(folder: string, entry: Dirent): Dirent[] {
  if (!entry.isSymbolicLink()) return [entry];
  if (isFolder(join(folder, entry.name))) return [];
  const file = { isFile: () => true, isDirectory: () => false, isSymbolicLink: () => false };
  return [Object.assign(Object.create(entry) as Dirent, file, { name: entry.name })];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { bigint: true }).isDirectory();
  } catch {
    // A link to nothing, or to itself: that is said when it is read.
    return false;
  }
}
