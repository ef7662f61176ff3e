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
  | "DATASET_CANNOT_COLLATE";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class DatasetError extends WindrowError<DatasetErrorCode> {
  static override readonly kind: string = "DatasetError";
}
