/**
 * A file that is either as it was or written whole: its parts go to a temporary name in the same
 * folder, are flushed to the disk, and only then take the file's name, in one step. A process that
 * has the old file open, or mapped, keeps it. Node only.
 *
 * A process that is killed leaves a file `*.tmp` behind, never a broken one of the real name.
 */
import { EmbeddingsError } from "../errors.ts";
import { isOfFileSystem, nodeFileSystem } from "./node-files.ts";

/** Of one write, which takes a thread of Node's small pool until it is done. 256 KiB to 1 GiB were equally fast. */
const BYTES_PER_WRITE = 2 ** 24;

/**
 * Writes the parts one after another.
 *
 * @param parts asked for one at a time, when the one before is written: a generator may reuse its buffer
 * @throws EmbeddingsError EMBEDDINGS_WRITE_FAILED; the old file, or none, is there still, and the
 *   temporary one is not. What `parts` throws comes through as it is, likewise.
 *   EMBEDDINGS_NO_FILE_SYSTEM outside of Node
 * @example await writeFileWhole("model.onnx", [graphBytes]);
 */
export async function writeFileWhole(path: string, parts: Iterable<ArrayBufferView>): Promise<void> {
  const { open, rename, rm } = nodeFileSystem().promises;
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      for (const { buffer, byteOffset, byteLength } of parts) {
        for (let done = 0; done < byteLength;) {
          const piece = new Uint8Array(buffer, byteOffset + done, Math.min(BYTES_PER_WRITE, byteLength - done));
          const { bytesWritten } = await file.write(piece);
          if (bytesWritten === 0)
            throw Object.assign(new Error("EIO: the disk takes no more bytes, write"), { syscall: "write" });
          done += bytesWritten;
        }
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // The error that led here is the one that counts, whatever comes of removing.
    await rm(temporary, { force: true }).catch(() => {});
    if (!isOfFileSystem(error)) throw error;
    throw new EmbeddingsError(
      "EMBEDDINGS_WRITE_FAILED",
      `${path} could not be written (${error.message}); what was there is unchanged.`,
      { file: path, cause: error },
    );
  }
}
