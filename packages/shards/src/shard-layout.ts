/** What is known of a shard file once it is opened. */
import type { ShardHeader } from "./shard-header.ts";

/** Where a shard's documents end. */
export interface DocumentIndex {
  readonly path: string;
  /** Number of ends. */
  readonly count: number;
  /** The last of them; 0 where there is none. */
  readonly lastEnd: number;
  /**
   * Reads and checks them: tokens from the beginning of the shard to behind each document.
   * @throws ShardsError DATASET_SHARD_INVALID_DOCUMENTS, DATASET_SHARD_CORRUPT, DATASET_SHARD_UNREADABLE
   */
  load(): Float64Array;
}

/** A shard file whose header fits its size. */
export interface ShardLayout extends ShardHeader {
  readonly path: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly documents: DocumentIndex | undefined;
  /** crc32 of each 256 KiB of the file in 8 hex digits, one after the other; of a manifest. */
  readonly crc32: string | undefined;
}
