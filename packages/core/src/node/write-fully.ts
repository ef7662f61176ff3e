/** Writes of all the bytes that were given, where the system takes fewer at a time: see `read-fully.ts`. */
import type { FileHandle } from "node:fs/promises";
import { MAX_TRANSFER_BYTES } from "./max-transfer.ts";

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
