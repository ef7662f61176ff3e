/** Makes a folder, and those above it, durably. */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { PrepareError } from "../errors.ts";
import { syncFolder } from "./durable.ts";

/** Tries at a folder whose parent is there: others may remove an empty parent meanwhile, but not each time. */
const MAX_TRIES = 1000;

/**
 * Step by step: where a disk is read-only, mkdir with `recursive` only says that the folder is not there.
 * @throws PrepareError PREPARE_OUTPUT_UNWRITABLE
 */
export async function makeFolder(path: string): Promise<void> {
  let error = await tryToMake(path);
  // Some folders, such as /proc, say of whatever would be made in them that it is not there.
  for (let tries = 0; tries < MAX_TRIES && error?.code === "ENOENT" && dirname(path) !== path; tries++) {
    await makeFolder(dirname(path));
    error = await tryToMake(path);
  }
  if (error === undefined) return syncFolder(dirname(path));
  if (error.code === "EEXIST" && (await isFolder(path))) return;
  // Above a file nothing can be made; the file itself is what was named by mistake.
  if (error.code === "ENOTDIR") return makeFolder(dirname(path));
  if (error.code === "EEXIST")
    throw new PrepareError(
      "PREPARE_OUTPUT_UNWRITABLE",
      `${path} is a file; expected a folder, or the name of one to create.`,
      { path, reason: error.code, cause: error },
    );
  throw new PrepareError(
    "PREPARE_OUTPUT_UNWRITABLE",
    `${path} could not be created (${error.message}); check the permissions, and that the disk has room.`,
    { path, reason: error.code, cause: error },
  );
}

function tryToMake(path: string): Promise<NodeJS.ErrnoException | undefined> {
  return mkdir(path).then(
    () => undefined,
    (failure: NodeJS.ErrnoException) => failure,
  );
}

/** A link that leads nowhere is there, and yet is none. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}
