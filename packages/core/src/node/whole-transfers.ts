/**
 * Reads and writes of all the bytes that were asked for. The system may transfer fewer: NFS and FUSE do,
 * and so does every system from 2^31 bytes on. Whoever takes the first answer for the last loses the rest
 * without a word.
 */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";

/** Linux transfers at most 2^31 - 4096 bytes in one call, and Node refuses to ask for more than 2^31 - 1. */
const MAX_TRANSFER_BYTES = 2 ** 30;

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
      return readSync(fd, buffer, 0, buffer.length, position);
    } catch (error) {
      if (!isInterruption(error)) throw error;
    }
  }
}

function isInterruption(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EINTR";
}

/**
 * Writes the whole buffer to the file from `position` on.
 * @param position bytes from the start of the file
 * @throws the system's error (ENOSPC, EIO …), also where it takes no byte and says nothing
 */
export async function writeFully(handle: FileHandle, buffer: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < buffer.length) {
    const length = Math.min(buffer.length - done, MAX_TRANSFER_BYTES);
    const { bytesWritten } = await handle.write(buffer, done, length, position + done);
    if (bytesWritten === 0)
      throw Object.assign(new Error("EIO: the disk takes no more bytes, write"), { code: "EIO", syscall: "write" });
    done += bytesWritten;
  }
}
