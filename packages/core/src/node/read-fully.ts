/**
 * Reads of all the bytes that were asked for. The system may transfer fewer: NFS and FUSE do, and so does every
 * system from 2^31 bytes on. Code that takes the first answer for the last silently loses the rest.
 */
import type { FileHandle } from "node:fs/promises";
import { MAX_TRANSFER_BYTES } from "./max-transfer.ts";
import { nodeModule } from "./node-module.ts";

/**
 * Fills `buffer` with the bytes of the file from `position` on.
 * @param position bytes from the start of the file
 * @returns how many bytes were read: fewer than the buffer has only where the file ends
 */
export async function readFully(handle: FileHandle, buffer: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < buffer.length) {
    const length = Math.min(buffer.length - done, MAX_TRANSFER_BYTES);
    const { bytesRead } = await uninterrupted(() => handle.read(buffer, done, length, position + done));
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** {@link readFully}, synchronously, of a descriptor. */
export function readFullySync(fd: number, buffer: Uint8Array, position: number): number {
  let done = 0;
  while (done < buffer.length) {
    const length = Math.min(buffer.length - done, MAX_TRANSFER_BYTES);
    const bytesRead = readUninterrupted(fd, buffer.subarray(done, done + length), position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

/** A read that a signal came into is tried again; writes Node tries again by itself. FUSE and NFS give such answers. */
async function uninterrupted<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isInterruption(error)) throw error;
    }
  }
}

function readUninterrupted(fd: number, buffer: Uint8Array, position: number): number {
  for (;;) {
    try {
      return nodeModule("node:fs").readSync(fd, buffer, 0, buffer.length, position);
    } catch (error) {
      if (!isInterruption(error)) throw error;
    }
  }
}

function isInterruption(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EINTR";
}
