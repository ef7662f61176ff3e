/** Token embeddings plus position embeddings: what a GPT's first block takes. */
import { checkInteger } from "@windrow/core";
import { EmbeddingsError } from "./errors.ts";
import { GatherLayer, type ForwardOptions, type WorkerOptions } from "./forward/gather-layer.ts";
import { GraphEmbedding } from "./graph-embedding.ts";
import type { PositionOptions } from "./graph/graph-positions.ts";
import { checkMakingOptions, fail, invalidOption } from "./options.ts";
import { findTables, type WeightSource } from "./saved-embedding.ts";
import { normalTable, randomSourceOf, sinusoidalPositions, type InitOptions } from "./weights/initial-table.ts";

/**
 * How positions are embedded: `"learned"` is a table of their own, `"sinusoidal"` the fixed one of
 * "Attention Is All You Need", section 3.5; with `"none"` the tokens' rows are the result.
 */
export type Positional = "learned" | "sinusoidal" | "none";

/** Options of `InputEmbedding.create`. */
export interface InputEmbeddingOptions extends InitOptions, WorkerOptions {
  /** Number of token rows: a tokenizer's `vocabSize`. */
  readonly vocabSize: number;
  /** Number of position rows: the longest sequence. Not needed where positional is `"none"`. */
  readonly contextLength?: number | undefined;
  /** Length of a row. */
  readonly embeddingDim: number;
  /** Default `"learned"`. */
  readonly positional?: Positional | undefined;
}

/** Options of `InputEmbedding.load`. */
export interface LoadInputOptions extends WorkerOptions {
  /** Default `"learned"`, the file's own table. */
  readonly positional?: Positional | undefined;
  /** Number of position rows, where positional is `"sinusoidal"`; of learned ones the file has its own. */
  readonly contextLength?: number | undefined;
}

/** Options of `InputEmbedding.forward`. */
export interface InputForwardOptions extends ForwardOptions, PositionOptions {}

/**
 * Token and position embeddings and their sum, in one ONNX graph. The last dim of the ids is the
 * sequence, whose positions are 0 to sequence - 1 unless `forward` is given others.
 *
 * @example
 * const embedding = await InputEmbedding.create({ vocabSize: 50257, contextLength: 4, embeddingDim: 8, seed: 69 });
 * const { dims } = await embedding.forward({ type: "int32", data: Int32Array.of(40, 367, 2885, 1464), dims: [1, 4] }); // [ 1, 4, 8 ]
 */
export class InputEmbedding extends GraphEmbedding<InputForwardOptions> {
  /** @internal */
  protected constructor(layer: GatherLayer) {
    super(layer, "InputEmbedding.create(options) or InputEmbedding.load(source)");
  }

  /**
   * Tables drawn from the standard normal distribution, the token table first; for a seed the bits
   * of two torch.nn.Embedding made one after the other. A sinusoidal table draws nothing.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME; RandomError RANDOM_INVALID_SEED
   */
  static async create(options: InputEmbeddingOptions): Promise<InputEmbedding> {
    checkMakingOptions(options, [
      "vocabSize",
      "contextLength",
      "embeddingDim",
      "positional",
      "seed",
      "generator",
      "worker",
    ]);
    const { positional = "learned", contextLength } = options;
    const vocabSize = checkInteger(fail, "vocabSize", options.vocabSize, 1);
    const width = checkInteger(fail, "embeddingDim", options.embeddingDim, 1);
    checkPositional(positional);
    const isGiven = positional !== "none" || contextLength !== undefined;
    const positions = isGiven ? checkInteger(fail, "contextLength", contextLength!, 1) : 0;
    const random = randomSourceOf(options);
    const token = normalTable(vocabSize, width, random);
    if (positional === "none") return new InputEmbedding(await GatherLayer.create({ token }, options));
    const position =
      positional === "learned" ? normalTable(positions, width, random) : sinusoidalPositions(positions, width);
    return new InputEmbedding(await GatherLayer.create({ token, position }, options));
  }

  /**
   * Opens the tables `wte.weight` and `wpe.weight`, with the prefix `transformer.` or without: of a
   * directory that `save` wrote, of a `.safetensors` file (GPT-2's, for one), or of such a file's bytes.
   * In Node a file is mapped, as in `Embedding.load`.
   * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_RUNTIME,
   *   EMBEDDINGS_NO_FILE_SYSTEM
   */
  static async load(source: WeightSource, options: LoadInputOptions = {}): Promise<InputEmbedding> {
    const { positional = "learned", contextLength } = checkMakingOptions(options, [
      "positional",
      "contextLength",
      "worker",
    ]);
    checkPositional(positional);
    const isGiven = positional === "sinusoidal" || contextLength !== undefined;
    const rows = isGiven ? checkInteger(fail, "contextLength", contextLength!, 1) : 0;
    const { token, position } = await findTables(source, positional === "learned");
    if (position !== undefined && contextLength !== undefined && contextLength !== position.rows) {
      throw invalidOption("contextLength", contextLength, `${position.rows}, as in the file, or no contextLength`);
    }
    const added = positional === "sinusoidal" ? sinusoidalPositions(rows, token.width) : position;
    return new InputEmbedding(await GatherLayer.create({ token, position: added }, options));
  }

  /** Number of token rows. */
  get vocabSize(): number {
    return this.layer.rows;
  }

  /** Longest sequence: the number of position rows; Infinity where there are no positions. */
  get contextLength(): number {
    return this.layer.positionRows ?? Infinity;
  }

  /**
   * The token table, row-major `[vocabSize, embeddingDim]`: not a copy, a change counts from the next
   * forward on. That of a file is read into memory when it is first asked for. With `worker` it is what
   * the thread was given, and a change does not count.
   * @throws EmbeddingsError EMBEDDINGS_DISPOSED; EMBEDDINGS_INVALID_FILE where its file has changed
   */
  get tokenWeight(): Float32Array {
    return this.layer.tables.token.weight;
  }

  /**
   * The position table, row-major `[contextLength, embeddingDim]`, as `tokenWeight` is.
   * @throws EmbeddingsError as `tokenWeight`; EMBEDDINGS_INVALID_OPTION where there is none
   */
  get positionWeight(): Float32Array {
    const { position } = this.layer.tables;
    if (position !== undefined) return position.weight;
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      'this embedding was made with positional "none" and has no positionWeight.',
    );
  }
}

function checkPositional(positional: string): void {
  if (["learned", "sinusoidal", "none"].includes(positional)) return;
  throw invalidOption("positional", positional, '"learned", "sinusoidal" or "none"');
}
