/// <reference lib="esnext.disposable" preserve="true" />
/** torch.nn.Embedding: a table of vectors, looked up by id. */
import type { FloatTensor, IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "./errors.ts";
import { GatherLayer, type ForwardOptions } from "./gather-layer.ts";
import { TOKEN_TABLE } from "./gather-model.ts";
import { loadTables, saveTables } from "./model-files.ts";
import { checkSize, invalidOption, normalTable, randomSourceOf, type InitOptions } from "./table.ts";

/** Options of `Embedding.create`. */
export interface EmbeddingOptions extends InitOptions {
  /** Number of rows: ids are 0 to numEmbeddings - 1. */
  readonly numEmbeddings: number;
  /** Length of a row. */
  readonly embeddingDim: number;
  /** A row that is set to zero after drawing; negative counts from the end, as in torch. */
  readonly paddingIdx?: number | undefined;
}

/** Options of `Embedding.fromPretrained`. */
export interface PretrainedOptions {
  /** Length of a row; the number of rows follows. */
  readonly embeddingDim: number;
}

/**
 * A table of vectors, looked up by id in an ONNX Gather graph.
 *
 * @example
 * const embedding = await Embedding.create({ numEmbeddings: 11, embeddingDim: 4, seed: 69 });
 * const { data, dims } = await embedding.forward([2, 0, 3]); // dims [ 3, 4 ]
 */
export class Embedding {
  readonly #layer: GatherLayer;

  private constructor(layer: GatherLayer) {
    this.#layer = layer;
  }

  /**
   * A table drawn from the standard normal distribution; for a seed the bits of torch.nn.Embedding.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME
   */
  static async create(options: EmbeddingOptions): Promise<Embedding> {
    const rows = checkSize("numEmbeddings", options.numEmbeddings);
    const width = checkSize("embeddingDim", options.embeddingDim);
    const padding = options.paddingIdx === undefined ? undefined : rowOf(options.paddingIdx, rows);
    const token = normalTable(rows, width, randomSourceOf(options));
    if (padding !== undefined) token.weight.fill(0, padding * width, (padding + 1) * width);
    return new Embedding(await GatherLayer.create({ token }));
  }

  /**
   * A table of your own, row-major; it is used as it is, not copied.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_WEIGHT, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME
   */
  static async fromPretrained(weight: Float32Array, { embeddingDim }: PretrainedOptions): Promise<Embedding> {
    const width = checkSize("embeddingDim", embeddingDim);
    const isFloats = weight instanceof Float32Array;
    const rows = isFloats ? weight.length / width : 0;
    if (!Number.isInteger(rows) || rows === 0) {
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_WEIGHT",
        `weight ${isFloats ? `has ${weight.length} values` : "is no Float32Array"}; expected a Float32Array of whole rows of embeddingDim ${width}.`,
      );
    }
    return new Embedding(await GatherLayer.create({ token: { weight, rows, width } }));
  }

  /**
   * Reads a table that `save` wrote: `wte.weight` in `model.safetensors`. Node only.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, EMBEDDINGS_NO_RUNTIME
   */
  static async load(directory: string): Promise<Embedding> {
    const { token } = await loadTables(directory, [TOKEN_TABLE]);
    return new Embedding(await GatherLayer.create({ token }));
  }

  /** Number of rows. */
  get numEmbeddings(): number {
    return this.#layer.tables.token.rows;
  }

  /** Length of a row. */
  get embeddingDim(): number {
    return this.#layer.tables.token.width;
  }

  /** The table, row-major `[numEmbeddings, embeddingDim]`: not a copy, a change counts from the next forward on. */
  get weight(): Float32Array {
    return this.#layer.tables.token.weight;
  }

  /**
   * The rows of the ids, of any rank. onnxruntime computes them in a call that blocks the event loop.
   * @returns float32 of shape `[...ids' dims, embeddingDim]`; an array of n ids counts as `[n]`
   * @throws EmbeddingsError EMBEDDINGS_INVALID_TOKEN_ID, EMBEDDINGS_INVALID_SHAPE, EMBEDDINGS_DISPOSED
   */
  forward(ids: IdTensor | ArrayLike<number>, options: ForwardOptions = {}): Promise<FloatTensor> {
    return this.#layer.forward(ids, options);
  }

  /**
   * Writes `model.onnx` (the graph) and `model.safetensors` (the table, `wte.weight`) into a
   * directory, which is made where it is missing. Node only.
   */
  save(directory: string): Promise<void> {
    return saveTables(directory, this.#layer.tables);
  }

  /** Frees onnxruntime's session; calling it again does nothing. */
  dispose(): Promise<void> {
    return this.#layer.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

function rowOf(paddingIdx: number, rows: number): number {
  const row = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  if (Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw invalidOption("paddingIdx", paddingIdx, `an integer from ${-rows} to ${rows - 1}`);
}
