/**
 * Opening files that must be files. Opening a named pipe waits for someone to write to it, in the
 * synchronous form with the whole process; a device such as /dev/zero never ends. Both are refused here,
 * without waiting.
 *
 * Status is asked for with bigints: after a synchronous one without them of a pipe or a socket, Node 20's
 * realpathSync, and with it the loading of CommonJS modules, takes a path for resolved too early.
 */
import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { nodeModule } from "./node-module.ts";

/** The path leads to something that is not a regular file. */
export class NotARegularFileError extends Error {
  readonly code = "NOT_A_REGULAR_FILE";
  readonly path: string;
  /** What is there, for a message: "a folder", "a pipe", "a socket" or "a device". */
  readonly kind: string;

  constructor(path: string, kind: string) {
    super(`it is ${kind}, not a file`);
    this.name = "NotARegularFileError";
    this.path = path;
    this.kind = kind;
  }
}

/** Opening a pipe to read does not wait with this; a regular file takes no notice. Windows has no such flag. */
function flags(): number {
  const { constants } = nodeModule("node:fs");
  return constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
}

/**
 * Opens a file to read it.
 * @throws NotARegularFileError where something else is there; the system's error (ENOENT, EACCES …)
 */
export async function openRegularFile(path: string | Buffer): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await nodeModule("node:fs/promises").open(path, flags());
  } catch (error) {
    throw asNotRegular(path, error);
  }
  try {
    refuseOther(path, await handle.stat({ bigint: true }));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Opens a file to read it, synchronously.
 * @returns its descriptor
 * @throws NotARegularFileError where something else is there; the system's error (ENOENT, EACCES …)
 */
export function openRegularFileSync(path: string | Buffer): number {
  const { closeSync, fstatSync, openSync } = nodeModule("node:fs");
  let fd: number;
  try {
    fd = openSync(path, flags());
  } catch (error) {
    throw asNotRegular(path, error);
  }
  try {
    refuseOther(path, fstatSync(fd, { bigint: true }));
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** A socket, and a device without a driver, can't be opened at all: the system says ENXIO or ENODEV. */
function asNotRegular(path: string | Buffer, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENXIO" || code === "ENODEV") return new NotARegularFileError(path.toString(), "a socket or a device");
  return error;
}

function refuseOther(path: string | Buffer, status: BigIntStats): void {
  if (!status.isFile()) throw new NotARegularFileError(path.toString(), kindOf(status));
}

function kindOf(status: BigIntStats): string {
  if (status.isDirectory()) return "a folder";
  if (status.isFIFO()) return "a pipe";
  return status.isSocket() ? "a socket" : "a device";
}
