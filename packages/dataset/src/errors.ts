import { WindrowError } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type DatasetErrorCode =
  | "DATASET_INVALID_OPTION"
  | "DATASET_INVALID_TOKENS"
  | "DATASET_INDEX_OUT_OF_RANGE"
  | "DATASET_EMPTY"
  | "DATASET_INVALID_DOCUMENTS"
  | "DATASET_NEEDS_ASYNC"
  | "DATASET_NO_STATE"
  | "DATASET_STATE_MISMATCH"
  | "DATASET_STATE_TOO_LATE"
  | "DATASET_WORKER_FAILED"
  | "DATASET_WORKER_TIMEOUT"
  | "DATASET_CANNOT_COLLATE"
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
export class DatasetError extends WindrowError<DatasetErrorCode> {
  static override readonly kind: string = "DatasetError";
}
