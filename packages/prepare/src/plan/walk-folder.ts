/**
 * The files below a folder. Hidden ones, whose name or folder's name begins with a dot, are left out. A link to
 * a file counts as that file; a link to a folder is not followed but reported, so that no circle of links is
 * walked and no file comes twice. Whatever else lies there (a pipe, a socket, a link to nothing) is an error:
 * data that is meant to be there must not be missing without a word.
 */
import { readdir, readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { PrepareError } from "../errors.ts";
import { pathText, pathToOpen } from "../read/input/path-text.ts";
import { kindOf, notAFile, unreadable } from "../read/input/read-errors.ts";

/** A file below a folder. */
interface FileBelow {
  /** Relative to the folder. */
  readonly name: string;
  readonly bytes: number;
}

/** What lies below a folder, in the order of the paths. */
export interface FolderContents {
  readonly files: readonly FileBelow[];
  /** Links to folders, as paths. */
  readonly linksToFolders: readonly string[];
}

/** @throws PrepareError PREPARE_INPUT_UNREADABLE */
export async function walkFolder(folder: string): Promise<FolderContents> {
  const files: FileBelow[] = [];
  const linksToFolders: string[] = [];
  const folders = [""];
  for (let inner = folders.pop(); inner !== undefined; inner = folders.pop()) {
    const path = join(folder, inner);
    const entries = await readdir(pathToOpen(path), { withFileTypes: true, encoding: "buffer" }).catch(
      (error: Error) => {
        throw unreadable(path, error);
      },
    );
    for (const entry of entries) {
      const name = join(inner, pathText(entry.name));
      if (entry.name[0] === DOT) continue;
      if (entry.isDirectory()) {
        folders.push(name);
        continue;
      }
      const found = await look(join(folder, name), entry.isSymbolicLink());
      if (found.isFolder) linksToFolders.push(join(folder, name));
      else files.push({ name, bytes: found.bytes });
    }
  }
  return {
    files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    linksToFolders: linksToFolders.toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

const DOT = 0x2e;

async function look(path: string, isLink: boolean): Promise<{ readonly isFolder: boolean; readonly bytes: number }> {
  const info = await stat(pathToOpen(path)).catch(async (error: NodeJS.ErrnoException) => {
    throw isLink && (error.code === "ENOENT" || error.code === "ELOOP")
      ? await brokenLink(path, error)
      : unreadable(path, error);
  });
  if (!info.isFile() && !info.isDirectory()) throw notAFile(path, kindOf(info));
  return { isFolder: info.isDirectory(), bytes: info.size };
}

async function brokenLink(path: string, error: NodeJS.ErrnoException): Promise<PrepareError> {
  const target = pathText(await readlink(pathToOpen(path), "buffer"));
  const what = error.code === "ELOOP" ? `${target}, which leads back to it` : `${target}, which does not exist`;
  return new PrepareError(
    "PREPARE_INPUT_UNREADABLE",
    `${path} is a link to ${what}: remove the link, or restore what it points to.`,
    { path, target, reason: error.code, cause: error },
  );
}
