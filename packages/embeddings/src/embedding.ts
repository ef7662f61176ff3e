/** torch.nn.Embedding: a table of vectors, looked up by id. */
import { checkInteger, describe, isDetached } from "@windrow/core";
import { EmbeddingsError } from "./errors.ts";
import { GatherLayer, type WorkerOptions } from "./forward/gather-layer.ts";
import { GraphEmbedding } from "./graph-embedding.ts";
import { checkMakingOptions, checkPaddingIdx, fail, invalidOption } from "./options.ts";
import { findTable, type WeightSource } from "./saved-embedding.ts";
import { refuseShared } from "./shared-memory.ts";
import { normalTable, randomSourceOf, type InitOptions } from "./weights/initial-table.ts";

/** Options of `Embedding.create`. */
export interface EmbeddingOptions extends InitOptions, WorkerOptions {
  /** Number of rows: ids are 0 to numEmbeddings - 1. */
  readonly numEmbeddings: number;
  /** Length of a row. */
  readonly embeddingDim: number;
  /** A row that is set to zero after drawing; negative counts from the end, as in torch. */
  readonly paddingIdx?: number | undefined;
}

/** Options of `Embedding.fromPretrained`. */
export interface PretrainedOptions extends WorkerOptions {
  /** Length of a row; the number of rows follows. */
  readonly embeddingDim: number;
  /** Taken as torch takes it: a row of the table, which is left as it is. */
  readonly paddingIdx?: number | undefined;
}

/** Options of `Embedding.load`. */
export interface LoadOptions extends WorkerOptions {
  /** Name of the tensor in a safetensors file; default `wte.weight`, with the prefix `transformer.` or without. */
  readonly name?: string | undefined;
}

/**
 * A table of vectors, looked up by id in an ONNX Gather graph.
 *
 * @example
 * const embedding = await Embedding.create({ numEmbeddings: 11, embeddingDim: 4, seed: 69 });
 * const { data, dims } = await embedding.forward([2, 0, 3]); // dims [ 3, 4 ]
 */
export class Embedding extends GraphEmbedding {
  /** @internal */
  protected constructor(layer: GatherLayer) {
    super(layer, "Embedding.create(options), Embedding.fromPretrained(weight, options) or Embedding.load(source)");
  }

  /**
   * A table drawn from the standard normal distribution; for a seed the bits of torch.nn.Embedding.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME; RandomError RANDOM_INVALID_SEED
   */
  static async create(options: EmbeddingOptions): Promise<Embedding> {
    checkMakingOptions(options, ["numEmbeddings", "embeddingDim", "paddingIdx", "seed", "generator", "worker"]);
    const rows = checkInteger(fail, "numEmbeddings", options.numEmbeddings, 1);
    const width = checkInteger(fail, "embeddingDim", options.embeddingDim, 1);
    const padding = checkPaddingIdx(options.paddingIdx, rows);
    const token = normalTable(rows, width, randomSourceOf(options));
    if (padding !== undefined) token.weight.fill(0, padding * width, (padding + 1) * width);
    return new Embedding(await GatherLayer.create({ token }, options));
  }

  /**
   * A table of your own, row-major; it is used as it is, not copied.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_WEIGHT, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME
   */
  static async fromPretrained(weight: Float32Array, options: PretrainedOptions): Promise<Embedding> {
    const width = checkInteger(
      fail,
      "embeddingDim",
      checkMakingOptions(options, ["embeddingDim", "paddingIdx", "worker"]).embeddingDim,
      1,
    );
    const isFloats = weight instanceof Float32Array;
    if (isFloats && isDetached(weight)) {
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_WEIGHT",
        "weight was transferred to another thread and is empty; give an array that was not, such as a copy.",
      );
    }
    const rows = isFloats ? weight.length / width : 0;
    if (!Number.isInteger(rows) || rows === 0) {
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_WEIGHT",
        `weight ${isFloats ? `has ${weight.length} values` : `is ${describe(weight)}`}; expected a Float32Array of whole rows of embeddingDim ${width}.`,
      );
    }
    refuseShared("EMBEDDINGS_INVALID_WEIGHT", "weight", weight);
    checkPaddingIdx(options.paddingIdx, rows);
    return new Embedding(await GatherLayer.create({ token: { weight, rows, width } }, options));
  }

  /**
   * Opens a table: of a directory that `save` wrote, of a `.safetensors` or `.npy` file, or of such a
   * file's bytes. In Node a file is mapped, not read: what is not looked up takes no memory, and worker
   * threads that load the same file share it. It must not change meanwhile: `forward` refuses a file that
   * was cut short, but one that is cut in the middle of a run ends the process.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME,
   *   EMBEDDINGS_NO_FILE_SYSTEM
   */
  static async load(source: WeightSource, options: LoadOptions = {}): Promise<Embedding> {
    const { name } = checkMakingOptions(options, ["name", "worker"]);
    if (name !== undefined && typeof name !== "string") throw invalidOption("name", name, "the name of a tensor");
    return new Embedding(await GatherLayer.create({ token: await findTable(source, name) }, options));
  }

  /** Number of rows. */
  get numEmbeddings(): number {
    return this.layer.rows;
  }

  /**
   * The table, row-major `[numEmbeddings, embeddingDim]`: not a copy, a change counts from the next
   * forward on. That of a file is read into memory when it is first asked for. With `worker` it is what
   * the thread was given, and a change does not count.
   * @throws EmbeddingsError EMBEDDINGS_DISPOSED; EMBEDDINGS_INVALID_FILE where its file has changed
   */
  get weight(): Float32Array {
    return this.layer.tables.token.weight;
  }
}
