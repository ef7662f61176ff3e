/**
 * A file that is either as it was or written whole: its parts go to a temporary name in the same
 * folder, are flushed to the disk, and only then take the file's name, in one step. A process that
 * has the old file open, or mapped, keeps it. Node only.
 *
 * A process that is killed leaves a file `*.tmp` behind, never a broken one of the real name.
 */
import { writeDurably, type DurableFile } from "@windrow/core/node";
import { EmbeddingsError } from "../errors.ts";
import { nodeFileSystem } from "./node-files.ts";

/** Size of one write, which occupies a thread of Node's small pool until it is done. 256 KiB to 1 GiB were equally fast. */
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
  // Says so where there is none.
  nodeFileSystem();
  const write = async (file: DurableFile): Promise<void> => {
    for (const { buffer, byteOffset, byteLength } of parts) {
      for (let done = 0; done < byteLength; done += BYTES_PER_WRITE) {
        const length = Math.min(BYTES_PER_WRITE, byteLength - done);
        await file.append(new Uint8Array(buffer as ArrayBuffer, byteOffset + done, length));
      }
    }
  };
  await writeDurably(path, write, unwritable, { requiresFolderSync: false });
}

function unwritable(path: string, error: unknown): EmbeddingsError {
  return new EmbeddingsError(
    "EMBEDDINGS_WRITE_FAILED",
    `${path} could not be written (${(error as Error).message}); whatever was there before is unchanged.`,
    { file: path, cause: error },
  );
}
