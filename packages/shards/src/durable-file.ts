/**
 * A file that is there whole or not at all, also after a crash: it is written under a temporary
 * name, synced to the disk, then renamed. A process that is killed leaves NAME.UUID.tmp behind.
 */
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFully } from "@windrow/core/node";
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
  #isInPlace = false;

  private constructor(path: string, temporaryPath: string, handle: FileHandle) {
    requireMaking(typeof handle?.write === "function", "DurableFile", "DurableFile.create(path)");
    this.path = path;
    this.temporaryPath = temporaryPath;
    this.#handle = handle;
  }

  /** @throws ShardsError DATASET_SHARD_UNWRITABLE, as all methods */
  static async create(path: string): Promise<DurableFile> {
    const temporaryPath = `${path}.${crypto.randomUUID()}.tmp`;
    return new DurableFile(path, temporaryPath, await attempt(path, open(temporaryPath, "wx")));
  }

  /** Whether the file has its name; so it may have after a `commit` that failed when the name was to be made durable. */
  get isInPlace(): boolean {
    return this.#isInPlace;
  }

  /** Writes bytes behind those that are there. */
  async append(bytes: Uint8Array): Promise<void> {
    await attempt(this.path, writeFully(this.#handle, bytes, this.#position));
    this.#position += bytes.length;
  }

  /** Writes over the first bytes. */
  async overwriteBeginning(bytes: Uint8Array): Promise<void> {
    await attempt(this.path, writeFully(this.#handle, bytes, 0));
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
    this.#isInPlace = true;
    await syncFolder(dirname(this.path));
  }

  /** Removes what was written; after `commit` nothing. */
  async discard(): Promise<void> {
    // What closing says of bytes that are thrown away is no matter.
    await this.#handle.close().catch(() => {});
    await removeFile(this.temporaryPath);
  }
}

/**
 * Writes a file in one go: it is committed when `write` is done, and discarded when it fails.
 * @returns what `write` gives
 * @throws ShardsError DATASET_SHARD_UNWRITABLE; what `write` throws
 * @example
 * await writeDurably("data/part_000003", (file) => file.append(bytes));
 */
export async function writeDurably<T>(path: string, write: (file: DurableFile) => Promise<T>): Promise<T> {
  const file = await DurableFile.create(path);
  try {
    const result = await write(file);
    await file.commit();
    return result;
  } catch (error) {
    // The first error is the one that counts, whatever comes of removing.
    await file.discard().catch(() => {});
    throw error;
  }
}

/** Removes a file, where it is there. @throws ShardsError DATASET_SHARD_UNWRITABLE */
export async function removeFile(path: string): Promise<void> {
  await attempt(path, rm(path, { force: true }));
}

/** Makes the new name itself durable. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await attempt(folder, open(folder, "r"));
  try {
    await attempt(folder, handle.sync());
  } finally {
    // Nothing was written to it that closing could lose.
    await handle.close().catch(() => {});
  }
}

async function attempt<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unwritable(path, error);
  }
}
