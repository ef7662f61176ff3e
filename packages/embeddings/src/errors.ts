import { visibleText } from "@windrow/core";

/** What went wrong, for programs: stable across versions. */
export type EmbeddingsErrorCode =
  | "EMBEDDINGS_NO_RUNTIME"
  | "EMBEDDINGS_INVALID_OPTION"
  | "EMBEDDINGS_INVALID_WEIGHT"
  | "EMBEDDINGS_INVALID_FILE"
  | "EMBEDDINGS_WRITE_FAILED"
  | "EMBEDDINGS_NO_FILE_SYSTEM"
  | "EMBEDDINGS_INVALID_SHAPE"
  | "EMBEDDINGS_INVALID_TOKEN_ID"
  | "EMBEDDINGS_INVALID_POSITION"
  | "EMBEDDINGS_SEQUENCE_TOO_LONG"
  | "EMBEDDINGS_THREAD_FAILED"
  | "EMBEDDINGS_DISPOSED";

/** Every error that this package throws. Check `code`, not the class, across packages. */
export class EmbeddingsError extends Error {
  readonly code: EmbeddingsErrorCode;
  /** What the message speaks of, for programs: such as the option and its value, or an id and its index. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: EmbeddingsErrorCode,
    message: string,
    { cause, ...fields }: Readonly<Record<string, unknown>> = {},
  ) {
    super(visibleText(message), cause === undefined ? undefined : { cause });
    this.name = "EmbeddingsError";
    this.code = code;
    this.fields = fields;
  }
}
