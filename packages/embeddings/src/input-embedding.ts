/// <reference lib="esnext.disposable" preserve="true" />
/** Token embeddings plus position embeddings: what a GPT's first block takes. */
import type { FloatTensor, IdTensor } from "@windrow/interfaces";
import { GatherLayer, type ForwardOptions } from "./gather-layer.ts";
import { POSITION_TABLE, TOKEN_TABLE } from "./gather-model.ts";
import { loadTables, saveTables } from "./model-files.ts";
import { checkSize, invalidOption, normalTable, randomSourceOf, type InitOptions } from "./table.ts";

/** Options of `InputEmbedding.create`. */
export interface InputEmbeddingOptions extends InitOptions {
  /** Number of token rows: a tokenizer's `vocabSize`. */
  readonly vocabSize: number;
  /** Number of position rows: the longest sequence. */
  readonly contextLength: number;
  /** Length of a row. */
  readonly embeddingDim: number;
  /** How positions are embedded: a table of their own. This version has no other way. */
  readonly positional?: "learned" | undefined;
}

/**
 * Token and learned position embeddings and their sum, in one ONNX graph.
 *
 * @example
 * const embedding = await InputEmbedding.create({ vocabSize: 50257, contextLength: 4, embeddingDim: 8, seed: 69 });
 * const { dims } = await embedding.forward({ type: "int32", data: Int32Array.of(40, 367, 2885, 1464), dims: [1, 4] }); // [ 1, 4, 8 ]
 */
export class InputEmbedding {
  readonly #layer: GatherLayer;

  private constructor(layer: GatherLayer) {
    this.#layer = layer;
  }

  /**
   * Tables drawn from the standard normal distribution, the token table first; for a seed the bits
   * of two torch.nn.Embedding made one after the other.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME
   */
  static async create(options: InputEmbeddingOptions): Promise<InputEmbedding> {
    const vocabSize = checkSize("vocabSize", options.vocabSize);
    const contextLength = checkSize("contextLength", options.contextLength);
    const width = checkSize("embeddingDim", options.embeddingDim);
    const { positional = "learned" } = options;
    if (positional !== "learned") {
      throw invalidOption("positional", positional, '"learned", the only way this version has');
    }
    const random = randomSourceOf(options);
    const token = normalTable(vocabSize, width, random);
    const position = normalTable(contextLength, width, random);
    return new InputEmbedding(await GatherLayer.create({ token, position }));
  }

  /**
   * Reads tables that `save` wrote: `wte.weight` and `wpe.weight` in `model.safetensors`. Node only.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, EMBEDDINGS_NO_RUNTIME
   */
  static async load(directory: string): Promise<InputEmbedding> {
    return new InputEmbedding(await GatherLayer.create(await loadTables(directory, [TOKEN_TABLE, POSITION_TABLE])));
  }

  /** Number of token rows. */
  get vocabSize(): number {
    return this.#layer.tables.token.rows;
  }

  /** Number of position rows. */
  get contextLength(): number {
    return this.#layer.tables.position!.rows;
  }

  /** Length of a row. */
  get embeddingDim(): number {
    return this.#layer.tables.token.width;
  }

  /** The token table, row-major `[vocabSize, embeddingDim]`: not a copy, a change counts from the next forward on. */
  get tokenWeight(): Float32Array {
    return this.#layer.tables.token.weight;
  }

  /** The position table, row-major `[contextLength, embeddingDim]`: not a copy. */
  get positionWeight(): Float32Array {
    return this.#layer.tables.position!.weight;
  }

  /**
   * Token row plus position row of each id; the last dim of the ids is the sequence, whose positions
   * are 0 to sequence - 1. onnxruntime computes them in a call that blocks the event loop.
   * @returns float32 of shape `[...ids' dims, embeddingDim]`; an array of n ids counts as `[n]`
   * @throws EmbeddingsError EMBEDDINGS_INVALID_TOKEN_ID, EMBEDDINGS_SEQUENCE_TOO_LONG,
   *   EMBEDDINGS_INVALID_SHAPE, EMBEDDINGS_DISPOSED
   */
  forward(ids: IdTensor | ArrayLike<number>, options: ForwardOptions = {}): Promise<FloatTensor> {
    return this.#layer.forward(ids, options);
  }

  /**
   * Writes `model.onnx` (the graph) and `model.safetensors` (the tables, `wte.weight` and
   * `wpe.weight`) into a directory, which is made where it is missing. Node only.
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
