/// <reference lib="esnext.disposable" preserve="true" />
/** What Embedding and InputEmbedding have in common: tables behind a graph that is run, saved and freed. */
import { checkOptions } from "@windrow/core";
import type { IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "./errors.ts";
import { GatherLayer, type EmbeddingsTensor, type ForwardOptions } from "./forward/gather-layer.ts";
import { fail } from "./options.ts";
import { saveEmbedding, type SaveOptions } from "./saved-embedding.ts";

export abstract class GraphEmbedding<Options extends ForwardOptions = ForwardOptions> {
  protected readonly layer: GatherLayer;

  /**
   * @internal Making a graph takes a promise, which no constructor can give.
   * @param makers what makes such an embedding, to name in the error of `new`
   */
  protected constructor(layer: GatherLayer, makers: string) {
    if (!(layer instanceof GatherLayer)) {
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_OPTION",
        `An embedding can't be made with new; use ${makers}, and await it.`,
      );
    }
    this.layer = layer;
  }

  /** Length of a row. */
  get embeddingDim(): number {
    return this.layer.width;
  }

  /**
   * The rows of the ids, of any rank, computed by onnxruntime in runs of about 1 MB, a fresh result of
   * up to 32 MB in one: each blocks the event loop for some milliseconds, up to 15 for 32 MB; between
   * them other work goes on. The ids are copied, so they may
   * change once this has returned; tables and `out` must not before the promise is resolved.
   * @returns float32 of shape `[...ids' dims, embeddingDim]`, row-major; an array of n ids counts as
   *   `[n]`. A fresh array or one that was given back with `dispose`; with `out`, a view of that
   * @throws EmbeddingsError EMBEDDINGS_INVALID_TOKEN_ID, EMBEDDINGS_INVALID_SHAPE, EMBEDDINGS_DISPOSED;
   *   where there are positions EMBEDDINGS_SEQUENCE_TOO_LONG, EMBEDDINGS_INVALID_POSITION,
   *   EMBEDDINGS_INVALID_OPTION; with `worker` EMBEDDINGS_THREAD_FAILED
   */
  async forward(ids: IdTensor | ArrayLike<number>, options?: Options): Promise<EmbeddingsTensor> {
    return this.layer.forward(ids, options);
  }

  /**
   * Writes `model.onnx` (the graph) and `model.safetensors` (its tables, `wte.weight` and `wpe.weight`)
   * into a directory, which is made where it is missing. A failed write leaves what was there. Node only.
   * @param directory a path or a `file:` URL
   * @param options.dtype what the numbers are stored as; default `"float32"`, `"float16"` takes half
   * @throws EmbeddingsError EMBEDDINGS_WRITE_FAILED, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_DISPOSED,
   *   EMBEDDINGS_NO_FILE_SYSTEM; EMBEDDINGS_INVALID_FILE where the file it was loaded from has changed
   */
  async save(directory: string | URL, options: SaveOptions = {}): Promise<void> {
    checkOptions(fail, options, ["dtype"]);
    await saveEmbedding(directory, this.layer.tablesToSave, options);
  }

  /**
   * Frees onnxruntime's session, and the worker thread, after what has begun; calling it again gives the
   * same promise. Afterwards the sizes are still there, the tables are not.
   */
  dispose(): Promise<void> {
    return this.layer.dispose();
  }

  /** `dispose`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
