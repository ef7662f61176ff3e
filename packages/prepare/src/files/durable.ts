/** Core's durable files, bound to this package's error. */
import * as core from "@windrow/core/node";
import { PrepareError } from "../errors.ts";

function unwritable(path: string, error: unknown): PrepareError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new PrepareError(
    "PREPARE_OUTPUT_UNWRITABLE",
    `${path}: could not be written (${message}); check that its folder exists and is writable, and that the disk has room.`,
    { path, reason: code, cause: error },
  );
}

/** A file that is to be committed or discarded. @throws PrepareError PREPARE_OUTPUT_UNWRITABLE, as all its methods */
export function createFile(path: string): Promise<core.DurableFile> {
  return core.DurableFile.create(path, unwritable);
}

/** Writes a file in one go, or not at all. @throws PrepareError PREPARE_OUTPUT_UNWRITABLE; what `write` throws */
export function writeDurably<T>(path: string, write: (file: core.DurableFile) => Promise<T>): Promise<T> {
  return core.writeDurably(path, write, unwritable);
}

/** Makes names in a folder durable. @throws PrepareError PREPARE_OUTPUT_UNWRITABLE */
export function syncFolder(folder: string): Promise<void> {
  return core.syncFolder(folder, unwritable);
}
