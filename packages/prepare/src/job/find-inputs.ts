/** The files that a job's inputs stand for. */
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { PrepareError } from "../errors.ts";
import { invalidOption } from "../invalid-option.ts";

/** A file, and how large it is now. */
export interface FoundInput {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Files as they are; of folders all files below them in the order of their paths, without those whose
 * name, or folder's name, begins with a dot.
 * @throws PrepareError PREPARE_NO_INPUT, PREPARE_INPUT_UNREADABLE, PREPARE_INVALID_OPTION
 */
export async function findInputs(requested: readonly string[], output: string): Promise<FoundInput[]> {
  const found: FoundInput[] = [];
  for (const path of requested) {
    const { size, isFolder } = await look(path);
    if (!isFolder) {
      found.push({ path, bytes: size });
      continue;
    }
    if (isWithin(output, path))
      throw invalidOption("output", output, `a folder outside of the input ${path}, or shards would become inputs`);
    const before = found.length;
    for (const name of await filesBelow(path)) {
      const file = join(path, name);
      found.push({ path: file, bytes: (await look(file)).size });
    }
    if (found.length === before)
      throw new PrepareError("PREPARE_NO_INPUT", `the folder ${path} has no files; name one that has.`, { path });
  }
  return found;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: Error) => {
    throw unreadable(folder, error);
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.split(sep).some((step) => step.startsWith(".")))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

async function look(path: string): Promise<{ size: number; isFolder: boolean }> {
  const info = await stat(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
  if (info.isFile() || info.isDirectory()) return { size: info.size, isFolder: info.isDirectory() };
  throw new PrepareError(
    "PREPARE_INPUT_UNREADABLE",
    `${path} is neither a file nor a folder; inputs are read more than once, so write a pipe to a file first.`,
    { path },
  );
}

function unreadable(path: string, error: Error): PrepareError {
  return new PrepareError(
    "PREPARE_INPUT_UNREADABLE",
    `${path} could not be read (${error.message}); expected a file or a folder that is there.`,
    { path, reason: (error as NodeJS.ErrnoException).code },
  );
}

function isWithin(path: string, folder: string): boolean {
  const steps = relative(folder, path);
  return steps === "" || !(steps === ".." || steps.startsWith(`..${sep}`) || steps.startsWith(sep));
}
