import { WindrowError } from "@windrow/core";

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
export class EmbeddingsError extends WindrowError<EmbeddingsErrorCode> {
  static override readonly kind: string = "EmbeddingsError";
}
