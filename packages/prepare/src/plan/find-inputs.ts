/** The files that a job's inputs stand for. */
import { invalidOption } from "@windrow/core";
import { isWithin } from "@windrow/core/node";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PrepareError, fail } from "../errors.ts";
import { pathText, pathToOpen } from "../read/input/path-text.ts";
import { kindOf, notAFile, unreadable } from "../read/input/read-errors.ts";
import { walkFolder } from "./walk-folder.ts";

/** A file, and how large it is now. */
export interface FoundInput {
  readonly path: string;
  readonly bytes: number;
}

/** What a job's inputs come to. */
export interface FoundInputs {
  readonly files: readonly FoundInput[];
  /** Links to folders that lie in the folders; they are not followed. */
  readonly linksToFolders: readonly string[];
}

/**
 * Files as they are; of folders all files below them (walk-folder.ts) in the order of their paths. A file that
 * is named twice, or lies in a folder that is an input as well, counts once, where it is first named.
 * @throws PrepareError PREPARE_NO_INPUT, PREPARE_INPUT_UNREADABLE, PREPARE_INVALID_OPTION
 */
export async function findInputs(requested: readonly string[], output: string): Promise<FoundInputs> {
  /** By their real place, so that none comes twice. */
  const files = new Map<string, FoundInput>();
  const linksToFolders: string[] = [];
  const realFolders = new Set<string>();
  const add = (place: string, input: FoundInput): void => {
    if (!files.has(place)) files.set(place, input);
  };
  for (const path of requested) {
    const info = await stat(pathToOpen(path)).catch((error: Error) => {
      throw unreadable(path, error);
    });
    if (info.isFile()) {
      add(join(await realPath(dirname(path)), basename(path)), { path, bytes: info.size });
      continue;
    }
    if (!info.isDirectory()) throw notAFile(path, kindOf(info));
    if (isWithin(path, output))
      throw invalidOption(fail, "output", output, `a folder outside the input ${path}, or shards would become inputs`);
    const real = await realPath(path);
    realFolders.add(real);
    const below = await walkFolder(path);
    for (const { name, bytes } of below.files) add(join(real, name), { path: join(path, name), bytes });
    // One by one: a call takes about 100,000 arguments, and a folder may have more links.
    for (const link of below.linksToFolders) linksToFolders.push(link);
    if (below.files.length === 0) throw noFiles(path, below.linksToFolders);
  }
  const left: string[] = [];
  for (const link of linksToFolders) {
    const real = await realPath(link);
    if (![...realFolders].some((folder) => isWithin(folder, real))) left.push(link);
  }
  return { files: [...files.values()], linksToFolders: left };
}

async function realPath(path: string): Promise<string> {
  const real = await realpath(pathToOpen(path), "buffer").catch((error: Error) => {
    throw unreadable(path, error);
  });
  return pathText(real);
}

function noFiles(path: string, links: readonly string[]): PrepareError {
  const why =
    links.length === 0
      ? "name a folder that has some"
      : `links to folders, such as ${links[0]}, are not followed: name them as inputs`;
  return new PrepareError("PREPARE_NO_INPUT", `the folder ${path} has no files; ${why}.`, { path });
}
