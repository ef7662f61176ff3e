/**
 * Files read at once or by position, synchronously: a getter of a table must not be a promise.
 *
 * Node's file system is asked for by `process.getBuiltinModule`, the one way that is synchronous
 * and leaves this package importable where there is no Node.
 */
import type { BigIntStats } from "node:fs";
import { NotARegularFileError, openRegularFileSync, readFullySync } from "@windrow/core/node";
import { EmbeddingsError } from "../errors.ts";

/** Node's file system. @throws EmbeddingsError EMBEDDINGS_NO_FILE_SYSTEM in browsers and edge runtimes */
export function nodeFileSystem(): typeof import("node:fs") {
  return nodeModule("node:fs");
}

/** @throws EmbeddingsError EMBEDDINGS_NO_FILE_SYSTEM where there is no such module */
export function nodeModule<Id extends "node:fs" | "node:path" | "node:url">(
  id: Id,
): {
  "node:fs": typeof import("node:fs");
  "node:path": typeof import("node:path");
  "node:url": typeof import("node:url");
}[Id] {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const found = process?.getBuiltinModule?.(id);
  if (found) return found;
  throw new EmbeddingsError(
    "EMBEDDINGS_NO_FILE_SYSTEM",
    "There is no node:fs here: files can be read and written only in Node (20.19 or later). Elsewhere, give the file's bytes.",
  );
}

/** A file while it is open. */
export interface OpenFile {
  readonly length: number;
  /** Another one once the file was written to, or another took its place. */
  readonly state: string;
  /** Reads `target.length` bytes from `position` on, or fails. */
  readAt(target: Uint8Array, position: number): void;
}

/**
 * Opens the file, gives it to `use`, closes it.
 *
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where it cannot be read, is not a file, or ends too soon
 * @example
 * const firstByte = withFile("model.safetensors", (file) => {
 *   const byte = new Uint8Array(1);
 *   file.readAt(byte, 0);
 *   return byte[0];
 * });
 */
export function withFile<Result>(path: string, use: (file: OpenFile) => Result): Result {
  const fs = nodeFileSystem();
  let file: number | undefined;
  try {
    const opened = (file = openRegularFileSync(path));
    const status = fs.fstatSync(opened, { bigint: true });
    const readAt = (target: Uint8Array, position: number): void => {
      const read = readFullySync(opened, target, position);
      if (read === target.length) return;
      throw unreadable(path, `it ends after ${position + read} bytes; ${position + target.length} were expected`);
    };
    return use({ length: Number(status.size), state: stateOf(status), readAt });
  } catch (error) {
    if (error instanceof NotARegularFileError || isOfFileSystem(error)) throw unreadable(path, error.message, error);
    throw error;
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

/**
 * Opens a file again that was open before.
 * @param state that it had then
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE as {@link withFile}, and where it has changed since, or
 *   another is in its place
 */
export function withSameFile<Result>(path: string, state: string, use: (file: OpenFile) => Result): Result {
  return withFile(path, (file) => {
    if (file.state === state) return use(file);
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${path} has been changed or replaced since it was loaded, and its old contents are lost. Load it again.`,
      { file: path },
    );
  });
}

/**
 * Refuses a file that has become shorter since it was mapped: to read what is gone ends the process with SIGBUS, which
 * no program can catch. A file that was deleted, or replaced by another, is still mapped as it was.
 * @param state that it had when it was mapped
 * @param end of what is mapped, in bytes from the file's start
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE
 */
export function refuseShorterFile(path: string, state: string, end: number): void {
  const status = nodeFileSystem().statSync(path, { bigint: true, throwIfNoEntry: false });
  if (status === undefined || Number(status.size) >= end || !state.startsWith(identityOf(status))) return;
  throw new EmbeddingsError(
    "EMBEDDINGS_INVALID_FILE",
    `${path} has been cut to ${status.size} bytes since it was loaded; its tables end at byte ${end}. Restore it and load it again.`,
    { file: path },
  );
}

/** Whether an error is one of the file system's, not of our own. */
export function isOfFileSystem(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

function stateOf(status: BigIntStats): string {
  return `${identityOf(status)}${status.size} ${status.mtimeNs}`;
}

/** The same for as long as no other file takes its place. */
function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino} `;
}

function unreadable(path: string, why: string, cause?: unknown): EmbeddingsError {
  return new EmbeddingsError(
    "EMBEDDINGS_INVALID_FILE",
    `${path} could not be read (${why}); expected a file with weights.`,
    { file: path, cause },
  );
}
