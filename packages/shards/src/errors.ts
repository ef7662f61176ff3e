/**
 * What this package throws. The codes begin with DATASET_, not SHARDS_: shards were a part of @windrow/dataset,
 * and a code that programs check never changes. DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS and
 * DATASET_INDEX_OUT_OF_RANGE are codes of both packages for this reason, with the same meaning.
 */
import { visibleText } from "@windrow/core";

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
export class ShardsError extends Error {
  readonly code: ShardsErrorCode;
  /** What the message is about, for programs: such as the path of a file, or an id and its index. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: ShardsErrorCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(visibleText(message));
    this.name = "ShardsError";
    this.code = code;
    this.fields = fields;
  }
}
