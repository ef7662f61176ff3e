/**
 * Descriptors of many files, a bounded number of them open: systems allow a process about 1,024, and
 * a set may have more shards. The one that was opened first is closed first.
 */
import { closeSync } from "node:fs";
import { openFile, sizeOf } from "./read-file.ts";
import { wrongSize } from "./shard-errors.ts";

export class OpenFiles {
  readonly #files: readonly { readonly path: string; readonly bytes: number }[];
  readonly #limit: number;
  /** By index of the file, in the order of opening. */
  readonly #open = new Map<number, number>();

  /** @param files with their sizes, which they must still have when they are opened */
  constructor(files: readonly { readonly path: string; readonly bytes: number }[], limit: number = 256) {
    this.#files = files;
    this.#limit = limit;
  }

  /** The descriptor of a file. @throws ShardsError DATASET_SHARD_UNREADABLE, DATASET_SHARD_WRONG_SIZE */
  descriptor(index: number): number {
    const known = this.#open.get(index);
    if (known !== undefined) return known;
    const { path, bytes } = this.#files[index]!;
    const fd = openFile(path);
    const size = sizeOf(fd, path);
    if (size !== bytes) {
      closeSync(fd);
      throw wrongSize(path, size, bytes, "its size when the set was opened");
    }
    this.#open.set(index, fd);
    if (this.#open.size > this.#limit) {
      const [first, firstDescriptor] = this.#open.entries().next().value!;
      closeSync(firstDescriptor);
      this.#open.delete(first);
    }
    return fd;
  }

  /** Closes all. */
  close(): void {
    for (const fd of this.#open.values()) closeSync(fd);
    this.#open.clear();
  }
}
