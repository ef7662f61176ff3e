/**
 * Tables in memory behind a running Gather graph: what Embedding and InputEmbedding share.
 *
 * The tables are fed to the graph on each run as they are, without a copy, so a change of a weight
 * counts from the next run on. One thread: two gained 20 % at 64 x 1024 ids and nothing at 8 x 100,
 * for nine times the CPU time, since idle threads spin.
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
  readonly out?: Float32Array | undefined;
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
  readonly #running = new Set<Promise<unknown>>();
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
    if (this.#disposed) {
      throw new EmbeddingsError("EMBEDDINGS_DISPOSED", "this embedding has been disposed; create or load another.");
    }
    const { width, rows } = this.tables.token;
    const graphIds = toGraphIds(ids, rows);
    this.#checkSequence(graphIds);
    const data = resultArray(graphIds.data.length * width, out);
    this.#refuseTableAsOut(data);
    const { Tensor } = this.#runtime;
    const shape = [graphIds.batch, graphIds.sequence];
    const feeds = { ...this.#tableFeeds, input_ids: new Tensor("int32", graphIds.data, shape) };
    // The output is filled in place; the tensor that run returns is a copy of it and is dropped.
    const running = this.#session.run(feeds, { inputs_embeds: new Tensor("float32", data, [...shape, width]) });
    this.#running.add(running);
    try {
      await running;
    } finally {
      this.#running.delete(running);
    }
    return { type: "float32", data, dims: [...graphIds.dims, width] };
  }

  /** Waits for what is running, then frees the session. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await Promise.allSettled(this.#running);
    await this.#session.release();
  }

  /** Rows would be overwritten before they are read. */
  #refuseTableAsOut(data: Float32Array): void {
    const { token, position } = this.tables;
    for (const table of position ? [token.weight, position.weight] : [token.weight]) {
      const begins = data.byteOffset < table.byteOffset + table.byteLength;
      const ends = table.byteOffset < data.byteOffset + data.byteLength;
      if (data.buffer === table.buffer && begins && ends) {
        throw new EmbeddingsError(
          "EMBEDDINGS_INVALID_SHAPE",
          "out overlaps a table of the embedding; give an array of its own.",
        );
      }
    }
  }

  #checkSequence({ sequence }: GraphIds): void {
    const { position } = this.tables;
    if (position === undefined || sequence <= position.rows) return;
    throw new EmbeddingsError(
      "EMBEDDINGS_SEQUENCE_TOO_LONG",
      `the sequence has ${sequence} ids, the position table ${position.rows} rows; cut the sequence or create the embedding with a larger contextLength.`,
      { sequence, contextLength: position.rows },
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
