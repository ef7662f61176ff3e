/**
 * A file that is there whole or not at all, also after a crash: it is written under a temporary name, synced to
 * the disk, then renamed. A process that is killed leaves NAME.UUID.tmp behind.
 */
import type { FileHandle } from "node:fs/promises";
import { nodeModule } from "./node-module.ts";
import { writeFully } from "./write-fully.ts";

/** Makes the error of a file or folder that could not be written. */
export type Unwritable = (path: string, error: unknown) => unknown;

export interface DurableFileOptions {
  /** Where the bytes are until `commit`; nothing may be there. Default: beside the file, NAME.UUID.tmp. */
  readonly temporaryPath?: string | undefined;
  /** Permissions, from which the process' umask takes away. Default: 0o666. */
  readonly mode?: number | undefined;
  /**
   * Whether `commit` fails where the folder can't be synced, as on some network file systems: the file is in its
   * place then, and only a crash of the machine within seconds could lose its name. Default: true.
   */
  readonly requiresFolderSync?: boolean | undefined;
}

/** What the system throws, as it is. */
const asItIs: Unwritable = (_, error) => error;

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
  readonly #unwritable: Unwritable;
  readonly #requiresFolderSync: boolean;
  /** Where the next bytes go: truncating does not move the handle's own place. */
  #position = 0;
  #isInPlace = false;

  private constructor(
    path: string,
    handle: FileHandle,
    unwritable: Unwritable,
    { temporaryPath, requiresFolderSync = true }: DurableFileOptions & { readonly temporaryPath: string },
  ) {
    this.path = path;
    this.temporaryPath = temporaryPath;
    this.#handle = handle;
    this.#unwritable = unwritable;
    this.#requiresFolderSync = requiresFolderSync;
  }

  /** @throws the error of `unwritable`, as all methods */
  static async create(
    path: string,
    unwritable: Unwritable = asItIs,
    options: DurableFileOptions = {},
  ): Promise<DurableFile> {
    const { temporaryPath = `${path}.${crypto.randomUUID()}.tmp`, mode } = options;
    const handle = await attempt(path, nodeModule("node:fs/promises").open(temporaryPath, "wx", mode), unwritable);
    return new DurableFile(path, handle, unwritable, { ...options, temporaryPath });
  }

  /** Whether the file has its name; it may have it after a `commit` that failed to make the name durable. */
  get isInPlace(): boolean {
    return this.#isInPlace;
  }

  /** Writes bytes behind those that are there. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.#attempt(writeFully(this.#handle, bytes, this.#position));
    this.#position += bytes.length;
  }

  /** Writes over the first bytes. */
  async overwriteBeginning(bytes: Uint8Array): Promise<void> {
    await this.#attempt(writeFully(this.#handle, bytes, 0));
  }

  /** Leaves only the first bytes; what is appended next comes behind them. */
  async truncate(bytes: number): Promise<void> {
    await this.#attempt(this.#handle.truncate(bytes));
    this.#position = bytes;
  }

  /** Brings what was written to the disk, still under the temporary name. */
  async sync(): Promise<void> {
    await this.#attempt(this.#handle.sync());
  }

  /** Syncs the file and puts it into its place. */
  async commit(): Promise<void> {
    await this.sync();
    await this.#attempt(this.#handle.close());
    await this.#attempt(nodeModule("node:fs/promises").rename(this.temporaryPath, this.path));
    this.#isInPlace = true;
    const synced = syncFolder(nodeModule("node:path").dirname(this.path), this.#unwritable);
    await (this.#requiresFolderSync ? synced : synced.catch(() => {}));
  }

  /** Removes what was written; nothing after `commit`. */
  async discard(): Promise<void> {
    // Whatever closing says of bytes that are thrown away does not matter.
    await this.#handle.close().catch(() => {});
    await removeFile(this.temporaryPath, this.#unwritable);
  }

  #attempt<T>(work: Promise<T>): Promise<T> {
    return attempt(this.path, work, this.#unwritable);
  }
}

/**
 * Writes a file in one go: it is committed when `write` is done, and discarded when it fails.
 * @returns what `write` gives
 * @throws the error of `unwritable`; what `write` throws
 * @example
 * await writeDurably("data/part_000003", (file) => file.append(bytes));
 */
export async function writeDurably<T>(
  path: string,
  write: (file: DurableFile) => Promise<T>,
  unwritable: Unwritable = asItIs,
  options: DurableFileOptions = {},
): Promise<T> {
  const file = await DurableFile.create(path, unwritable, options);
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

/** Removes a file, if it is there. */
export async function removeFile(path: string, unwritable: Unwritable = asItIs): Promise<void> {
  await attempt(path, nodeModule("node:fs/promises").rm(path, { force: true }), unwritable);
}

/** Makes names in a folder durable: what was made or renamed there. Windows has no such call and needs none. */
export async function syncFolder(folder: string, unwritable: Unwritable = asItIs): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await attempt(folder, nodeModule("node:fs/promises").open(folder, "r"), unwritable);
  try {
    await attempt(folder, handle.sync(), unwritable);
  } finally {
    // Nothing was written to it that closing could lose.
    await handle.close().catch(() => {});
  }
}

async function attempt<T>(path: string, work: Promise<T>, unwritable: Unwritable): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw unwritable(path, error);
  }
}
