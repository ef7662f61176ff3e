/**
 * Paths that others wrote, in a manifest or a message, and that must stay inside a folder: neither `..`,
 * nor an absolute path, nor a symbolic link on the way leads out of it.
 */
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** The path leads out of the folder that it must stay in. */
export class OutsideFolderError extends Error {
  readonly code = "OUTSIDE_FOLDER";
  readonly folder: string;
  /** As it was given. */
  readonly path: string;

  constructor(folder: string, path: string) {
    super(`it leads out of ${folder}`);
    this.name = "OutsideFolderError";
    this.folder = folder;
    this.path = path;
  }
}

/**
 * The absolute path of something in a folder; it need not be there yet. Synchronous.
 * @param folder must be there
 * @param path relative to the folder, as others wrote it
 * @throws OutsideFolderError where it leads out of the folder, by its parts or by a link; the system's error
 * @example
 * pathInside("shards", "train/000001.bin"); // "/…/shards/train/000001.bin"
 */
export function pathInside(folder: string, path: string): string {
  const inside = resolve(folder, path);
  // Both kinds of slashes, whatever system wrote it: what is a name here may be a path where it is read next.
  const parts = path.split(/[/\\]/);
  const leaves = isAbsolute(path) || path.includes("\0") || parts.includes("..") || /^[a-z]:/i.test(path);
  if (leaves || !isWithin(realpathSync.native(folder), realPathOf(inside))) throw new OutsideFolderError(folder, path);
  return inside;
}

/** Whether a path is the folder or lies in it, by its steps alone: links are not followed. */
export function isWithin(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}

/** With all links followed. Parts at the end that are not there yet are taken as they are. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    // A link to something that is not there would be followed by whoever creates the file.
    if (!isMissing || dirname(path) === path || isThere(path)) throw error;
    return join(realPathOf(dirname(path)), basename(path));
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false }) !== undefined;
}
