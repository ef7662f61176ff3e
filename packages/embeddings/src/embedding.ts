/** torch.nn.Embedding: a table of vectors, looked up by id. */
import { EmbeddingsError } from "./errors.ts";
import { GatherLayer } from "./forward/gather-layer.ts";
import { GraphEmbedding } from "./graph-embedding.ts";
import { findTable, type WeightSource } from "./saved-embedding.ts";
import { checkSize, invalidOption, normalTable, randomSourceOf, type InitOptions } from "./weights/table.ts";

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

/** Options of `Embedding.load`. */
export interface LoadOptions {
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
   * Opens a table: of a directory that `save` wrote, of a `.safetensors` or `.npy` file, or of such a
   * file's bytes. In Node a file is mapped, not read: what is not looked up takes no memory, and worker
   * threads that load the same file share it. It must not change meanwhile.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, EMBEDDINGS_NO_RUNTIME
   */
  static async load(source: WeightSource, { name }: LoadOptions = {}): Promise<Embedding> {
    return new Embedding(await GatherLayer.create({ token: await findTable(source, name) }));
  }

  /** Number of rows. */
  get numEmbeddings(): number {
    return this.layer.rows;
  }

  /**
   * The table, row-major `[numEmbeddings, embeddingDim]`: not a copy, a change counts from the next
   * forward on. That of a file is read into memory when it is first asked for.
   */
  get weight(): Float32Array {
    return this.layer.tables.token.weight;
  }
}

function rowOf(paddingIdx: number, rows: number): number {
  const row = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
  if (Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw invalidOption("paddingIdx", paddingIdx, `an integer from ${-rows} to ${rows - 1}`);
}
