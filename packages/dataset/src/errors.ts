/** What went wrong, for programs: stable across versions. */
export type DatasetErrorCode =
  | "DATASET_INVALID_OPTION"
  | "DATASET_INVALID_TOKENS"
  | "DATASET_INDEX_OUT_OF_RANGE"
  | "DATASET_EMPTY"
  | "DATASET_CANNOT_COLLATE"
  | "DATASET_STATE_MISMATCH"
  | "DATASET_NO_STATE";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class DatasetError extends Error {
  readonly code: DatasetErrorCode;
  /** What the message speaks of, for programs: such as the option and its value, or an id and its index. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: DatasetErrorCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = "DatasetError";
    this.code = code;
    this.fields = fields;
  }
}
