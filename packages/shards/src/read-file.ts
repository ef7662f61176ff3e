/** Reading files by position, whole parts or an error: `readSync` alone may give fewer bytes than asked for. */
import { closeSync, fstatSync, type BigIntStats } from "node:fs";
import { openRegularFileSync, readFullySync } from "@windrow/core/node";
import { unreadable, wrongSize } from "./shard-errors.ts";

/** Opens a file for the time of a call. @throws ShardsError DATASET_SHARD_UNREADABLE */
export function withFile<T>(path: string, use: (fd: number, bytes: number) => T): T {
  const fd = openFile(path);
  try {
    return use(fd, sizeOf(fd, path));
  } finally {
    closeSync(fd);
  }
}

/** Opens a file; a pipe, which would be waited for, or a device is refused. @throws ShardsError DATASET_SHARD_UNREADABLE */
export function openFile(path: string): number {
  try {
    return openRegularFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** @throws ShardsError DATASET_SHARD_UNREADABLE where it is not a file, such as a directory */
export function sizeOf(fd: number, path: string): number {
  let status: BigIntStats;
  try {
    status = fstatSync(fd, { bigint: true });
  } catch (error) {
    throw unreadable(path, error);
  }
  if (!status.isFile()) throw unreadable(path, new Error("it is not a regular file"));
  return Number(status.size);
}

/**
 * Fills `target` from `position` on.
 * @throws ShardsError DATASET_SHARD_WRONG_SIZE where the file ends before, DATASET_SHARD_UNREADABLE
 */
export function readExactly(fd: number, path: string, target: Uint8Array, position: number): void {
  let read: number;
  try {
    read = readFullySync(fd, target, position);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (read < target.length) throw wrongSize(path, position + read, position + target.length, "what is read of it");
}

/** `length` bytes from `position` on, in a buffer of their own. */
export function readBytes(fd: number, path: string, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  readExactly(fd, path, bytes, position);
  return bytes;
}
