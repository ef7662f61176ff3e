/**
 * Tables in memory behind a running Gather graph: what Embedding and InputEmbedding share.
 *
 * The tables are fed to the graph on each run as they are, without a copy, so a change of a weight
 * counts from the next run on. One thread: more cost CPU time and gain nothing for a Gather.
 */
import type { FloatTensor, IdTensor } from "@windrow/interfaces";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { EmbeddingsError } from "./errors.ts";
import { gatherModel, POSITION_TABLE, TOKEN_TABLE } from "./gather-model.ts";
import { toGraphIds, type GraphIds } from "./ids.ts";
import { loadRuntime, type Runtime } from "./runtime.ts";
import type { Table } from "./table.ts";

/** Options of `forward`. */
export interface ForwardOptions {
  /** The result is written into the beginning of this array, and is a view on it, instead of a fresh array. */
  readonly out?: Float32Array;
}

/** A token table, and a position table of the same width where positions are added. */
export interface GatherTables {
  readonly token: Table;
  readonly position?: Table | undefined;
}

export class GatherLayer {
  readonly tables: GatherTables;
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  readonly #tableFeeds: Readonly<Record<string, Tensor>>;
  #disposed = false;

  private constructor(tables: GatherTables, runtime: Runtime, session: InferenceSession) {
    const { token, position } = tables;
    const feed = ({ weight, rows, width }: Table): Tensor => new runtime.Tensor("float32", weight, [rows, width]);
    this.tables = tables;
    this.#runtime = runtime;
    this.#session = session;
    this.#tableFeeds = { [TOKEN_TABLE]: feed(token), ...(position && { [POSITION_TABLE]: feed(position) }) };
  }

  static async create(tables: GatherTables): Promise<GatherLayer> {
    const runtime = await loadRuntime();
    const { token, position } = tables;
    const model = gatherModel({
      width: token.width,
      token: { rows: token.rows },
      position: position && { rows: position.rows },
    });
    // Level 4 keeps onnxruntime's own log off stderr; its messages still come in the errors.
    const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 4 });
    return new GatherLayer(tables, runtime, session);
  }

  async forward(ids: IdTensor | ArrayLike<number>, { out }: ForwardOptions): Promise<FloatTensor> {
    if (this.#disposed)
      throw new EmbeddingsError("EMBEDDINGS_DISPOSED", "this embedding has been disposed; create or load another.");
    const { width, rows } = this.tables.token;
    const graphIds = toGraphIds(ids, rows);
    this.#checkSequence(graphIds);
    const data = resultArray(graphIds.data.length * width, out);
    const { Tensor } = this.#runtime;
    const shape = [graphIds.batch, graphIds.sequence];
    const feeds = { ...this.#tableFeeds, input_ids: new Tensor("int32", graphIds.data, shape) };
    // The output is filled in place; the tensor that run returns is a copy of it and is dropped.
    await this.#session.run(feeds, { inputs_embeds: new Tensor("float32", data, [...shape, width]) });
    return { type: "float32", data, dims: [...graphIds.dims, width] };
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#session.release();
  }

  #checkSequence({ sequence, data }: GraphIds): void {
    const { position } = this.tables;
    if (position === undefined || data.length === 0 || sequence <= position.rows) return;
    throw new EmbeddingsError(
      "EMBEDDINGS_SEQUENCE_TOO_LONG",
      `the sequence has ${sequence} ids, the position table ${position.rows} rows; cut the sequence or create the embedding with a larger contextLength.`,
    );
  }
}

function resultArray(size: number, out: Float32Array | undefined): Float32Array {
  if (out === undefined) return new Float32Array(size);
  if (!(out instanceof Float32Array) || out.length < size) {
    const got = out instanceof Float32Array ? `${out.length} places` : "no Float32Array";
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `out has ${got}; expected a Float32Array of at least ${size}.`,
    );
  }
  return out.subarray(0, size);
}
