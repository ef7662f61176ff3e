/**
 * What this package throws. The codes begin with DATASET_, not SHARDS_: shards were a part of @windrow/dataset,
 * and a code that programs check never changes. DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS and
 * DATASET_INDEX_OUT_OF_RANGE are codes of both packages for this reason, with the same meaning.
 */
import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type ShardsErrorCode =
  | "DATASET_INVALID_OPTION"
  | "DATASET_INVALID_TOKENS"
  | "DATASET_INDEX_OUT_OF_RANGE"
  | "DATASET_SHARD_UNREADABLE"
  | "DATASET_SHARD_UNWRITABLE"
  | "DATASET_SHARD_UNKNOWN_FORMAT"
  | "DATASET_SHARD_INVALID_HEADER"
  | "DATASET_SHARD_BYTE_SWAPPED"
  | "DATASET_SHARD_WRONG_SIZE"
  | "DATASET_SHARD_INVALID_DOCUMENTS"
  | "DATASET_SHARD_CORRUPT"
  | "DATASET_SHARD_CLOSED"
  | "DATASET_MANIFEST_INVALID";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class ShardsError extends WindrowError<ShardsErrorCode> {
  static override readonly kind: string = "ShardsError";
}
