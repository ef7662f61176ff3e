/**
 * Files read at once or by position, synchronously: a getter of a table must not be a promise.
 *
 * Node's file system is asked for by `process.getBuiltinModule`, the one way that is synchronous
 * and leaves this package importable where there is no Node.
 */
import { EmbeddingsError } from "../errors.ts";

/** A single read has at most 2^31 - 1 bytes. */
const LONGEST_READ = 2 ** 30;

/** Node's file system. @throws EmbeddingsError EMBEDDINGS_NO_FILE_SYSTEM in browsers and edge runtimes */
export function nodeFileSystem(): typeof import("node:fs") {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const fileSystem = process?.getBuiltinModule?.("node:fs");
  if (fileSystem) return fileSystem;
  throw new EmbeddingsError(
    "EMBEDDINGS_NO_FILE_SYSTEM",
    "There is no node:fs here, files are read and written in Node (20.19 or later) alone; elsewhere give the file's bytes.",
  );
}

/** Part of an open file: reads `target.length` bytes from `position` on, or fails. */
export type ReadAt = (target: Uint8Array, position: number) => void;

/**
 * Opens the file, gives `use` its length and a way to read it, closes it.
 *
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where it cannot be read, is no file, or ends too soon
 * @example
 * const firstByte = withFile("model.safetensors", (length, readAt) => {
 *   const byte = new Uint8Array(1);
 *   readAt(byte, 0);
 *   return byte[0];
 * });
 */
export function withFile<Result>(path: string, use: (length: number, readAt: ReadAt) => Result): Result {
  const fs = nodeFileSystem();
  let file: number | undefined;
  try {
    file = fs.openSync(path, "r");
    const status = fs.fstatSync(file);
    if (!status.isFile()) throw unreadable(path, "it is not a file");
    const opened = file;
    return use(status.size, (target, position) => {
      for (let done = 0; done < target.length;) {
        const piece = target.subarray(done, done + LONGEST_READ);
        const got = fs.readSync(opened, piece, 0, piece.length, position + done);
        if (got === 0) {
          throw unreadable(path, `it ends after ${position + done} bytes; ${position + target.length} were expected`);
        }
        done += got;
      }
    });
  } catch (error) {
    const isOfFileSystem = error instanceof Error && "syscall" in error;
    throw isOfFileSystem ? unreadable(path, error.message, error) : error;
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

function unreadable(path: string, why: string, cause?: unknown): EmbeddingsError {
  return new EmbeddingsError(
    "EMBEDDINGS_INVALID_FILE",
    `${path} could not be read (${why}); expected a file of weights.`,
    { file: path, cause },
  );
}
