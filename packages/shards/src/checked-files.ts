/**
 * Shard files that are checked as they are read: before the first byte of a block of 256 KiB is given, the crc32
 * of the block is compared with the manifest's. A byte for each block remembers which are done, so that
 * an epoch in any order reads each twice at most.
 */
import { CRC_BLOCK_BYTES, crcOf } from "./checksums.ts";
import { OpenFiles } from "./open-files.ts";
import { readExactly } from "./read-file.ts";
import { corrupt } from "./shard-errors.ts";
import type { ShardLayout } from "./shard-layout.ts";

export class CheckedFiles {
  readonly #layouts: readonly ShardLayout[];
  readonly #files: OpenFiles;
  /** For each shard a byte for each block, 1 where it is checked; undefined where nothing is to be. */
  readonly #isChecked: (Uint8Array | undefined)[];
  #scratch: Uint8Array | undefined;

  /** @param isToCheck whether the layouts' checksums are compared at all */
  constructor(layouts: readonly ShardLayout[], isToCheck: boolean) {
    this.#layouts = layouts;
    this.#files = new OpenFiles(layouts);
    this.#isChecked = layouts.map(({ bytes, crc32 }) =>
      isToCheck && crc32 !== undefined ? new Uint8Array(Math.ceil(bytes / CRC_BLOCK_BYTES)) : undefined,
    );
  }

  /**
   * Fills `target` with the bytes of a shard's file from `position` on.
   * @throws ShardsError DATASET_SHARD_CORRUPT, DATASET_SHARD_UNREADABLE, DATASET_SHARD_WRONG_SIZE
   */
  read(shard: number, target: Uint8Array, position: number): void {
    const fd = this.#files.descriptor(shard);
    const isChecked = this.#isChecked[shard];
    if (isChecked !== undefined) {
      const last = Math.floor((position + target.length - 1) / CRC_BLOCK_BYTES);
      for (let block = Math.floor(position / CRC_BLOCK_BYTES); block <= last; block++) {
        if (isChecked[block] === 1) continue;
        this.#check(shard, fd, block);
        isChecked[block] = 1;
      }
    }
    readExactly(fd, this.#layouts[shard]!.path, target, position);
  }

  /** Closes the files. */
  close(): void {
    this.#files.close();
  }

  #check(shard: number, fd: number, block: number): void {
    const { path, bytes, crc32 } = this.#layouts[shard]!;
    const position = block * CRC_BLOCK_BYTES;
    this.#scratch ??= new Uint8Array(CRC_BLOCK_BYTES);
    const part = this.#scratch.subarray(0, Math.min(CRC_BLOCK_BYTES, bytes - position));
    readExactly(fd, path, part, position);
    const [found, expected] = [crcOf(part), crc32!.slice(8 * block, 8 * block + 8)];
    if (found === expected) return;
    throw corrupt(
      path,
      `bytes ${position} to ${position + part.length - 1} have crc32 ${found}, but the manifest says ${expected}`,
      {
        position,
        length: part.length,
      },
    );
  }
}
