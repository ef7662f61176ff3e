/**
 * A file that is there whole or not at all, also after a crash: it is written under a temporary
 * name, synced to the disk, then renamed. A process that is killed leaves NAME.UUID.tmp behind.
 */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { requireMaking } from "./made-by.ts";
import { unwritable } from "./shard-errors.ts";

/**
 * @example
 * const file = await DurableFile.create("data/part_000003");
 * await file.append(bytes);
 * await file.commit(); // or discard()
 */
export class DurableFile {
  readonly path: string;
  /** Where the bytes are until `commit`. */
  readonly temporaryPath: string;
  readonly #handle: FileHandle;
  /** Where the next bytes go: the handle's own place is not moved by truncating. */
  #position = 0;

  private constructor(path: string, temporaryPath: string, handle: FileHandle) {
    requireMaking(typeof handle?.write === "function", "DurableFile", "DurableFile.create(path)");
    this.path = path;
    this.temporaryPath = temporaryPath;
    this.#handle = handle;
  }

  /** @throws DatasetError DATASET_SHARD_UNWRITABLE, as all methods */
  static async create(path: string): Promise<DurableFile> {
    const temporaryPath = `${path}.${crypto.randomUUID()}.tmp`;
    return new DurableFile(path, temporaryPath, await attempt(path, open(temporaryPath, "wx")));
  }

  /** Writes bytes behind those that are there. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const writing = this.#handle.write(bytes, done, bytes.length - done, this.#position);
      const { bytesWritten } = await attempt(this.path, writing);
      done += bytesWritten;
      this.#position += bytesWritten;
    }
  }

  /** Writes over the first bytes. */
  async overwriteBeginning(bytes: Uint8Array): Promise<void> {
    if (bytes.length > 0) await attempt(this.path, this.#handle.write(bytes, 0, bytes.length, 0));
  }

  /** Leaves only the first bytes; what is appended next comes behind them. */
  async truncate(bytes: number): Promise<void> {
    await attempt(this.path, this.#handle.truncate(bytes));
    this.#position = bytes;
  }

  /** Brings what was written to the disk, still under the temporary name. */
  async sync(): Promise<void> {
    await attempt(this.path, this.#handle.sync());
  }

  /** Syncs the file and puts it into its place. */
  async commit(): Promise<void> {
    await this.sync();
    await attempt(this.path, this.#handle.close());
    await attempt(this.path, rename(this.temporaryPath, this.path));
    await syncFolder(dirname(this.path));
  }

  /** Removes what was written; after `commit` nothing. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.temporaryPath, { force: true });
  }
}

/** Makes the new name itself durable. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await attempt(folder, open(folder, "r"));
  try {
    await attempt(folder, handle.sync());
  } finally {
    await handle.close();
  }
}

async function attempt<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unwritable(path, error);
  }
}
