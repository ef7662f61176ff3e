/**
 * Tables behind a running Gather graph: what Embedding and InputEmbedding share.
 *
 * Tables in memory are fed to the graph on each run as they are, without a copy, so a change of a
 * weight counts from the next run on. Tables in files are the graph's external data, which onnxruntime
 * maps: nothing is read before it is looked up, and threads that load the same file share its pages.
 * Asking for the weights of such a table reads them, and feeds them from then on. onnxruntime-web has a
 * memory of its own, into which tables are copied once: there a later change does not count.
 *
 * One thread: two gained 20 % at 64 x 1024 ids and nothing at 8 x 100, for nine times the CPU time,
 * since idle threads spin.
 */
import { mapsFiles, onnxruntime, sharesMemory } from "#onnxruntime";
import type { FloatTensor, IdTensor } from "@windrow/interfaces";
import type { Tensor } from "onnxruntime-node";
import { EmbeddingsError } from "../errors.ts";
import type { Runtime } from "../runtime/load-runtime.ts";
import type { FloatTable } from "../weights/float-table.ts";
import { isLocated } from "../weights/table.ts";
import { toGraphIds } from "./graph-ids.ts";
import { positionsOf, refusePositions, type PositionOptions, type PositionsOfRun } from "./graph-positions.ts";
import { ResultPool } from "./result-pool.ts";
import { inMemory, openGraph, type GatherTables, type RunningGraph } from "./running-graph.ts";
import { runsOf } from "./runs.ts";

/** Options of `forward`. */
export interface ForwardOptions {
  /** The result is written into the beginning of this array, and is a view on it, instead of a fresh array. */
  readonly out?: Float32Array | undefined;
}

/** What `forward` gives. */
export interface EmbeddingsTensor extends FloatTensor {
  /**
   * Gives the memory back, to be used for another result: saves the fresh memory that most of the time
   * goes into. `data` has length 0 from then on. Does nothing to a result in `out`.
   */
  dispose(): void;
}

export class GatherLayer {
  #tables: GatherTables;
  readonly #runtime: Runtime;
  /** Another once weights that were mapped have been read. */
  #graph: Promise<RunningGraph>;
  readonly #pool = new ResultPool();
  readonly #running = new Set<Promise<unknown>>();
  #disposed = false;

  private constructor(tables: GatherTables, runtime: Runtime, graph: RunningGraph) {
    this.#tables = tables;
    this.#runtime = runtime;
    this.#graph = Promise.resolve(graph);
  }

  /** @throws EmbeddingsError EMBEDDINGS_NO_RUNTIME; EMBEDDINGS_INVALID_FILE where a file's tables can't be mapped */
  static async create(tables: GatherTables): Promise<GatherLayer> {
    const runtime = await onnxruntime();
    // Where files can't be mapped, they are read.
    const usable = mapsFiles ? tables : inMemory(tables);
    return new GatherLayer(usable, runtime, await openGraph(usable, runtime));
  }

  get rows(): number {
    return this.#tables.token.rows;
  }

  get positionRows(): number | undefined {
    return this.#tables.position?.rows;
  }

  get width(): number {
    return this.#tables.token.width;
  }

  /** The tables in memory; those of a file are read at the first call. */
  get tables(): GatherTables<FloatTable> {
    const { token, position } = this.#tables;
    if (!isLocated(token) && (position === undefined || !isLocated(position))) return { token, position };
    const read = inMemory(this.#tables);
    this.#tables = read;
    // No graph is opened that nobody would close.
    if (this.#disposed) return read;
    const before = this.#graph;
    // Those that have begun go on with the graph that they have.
    const earlier = [...this.#running];
    this.#graph = openGraph(read, this.#runtime).then(async (graph) => {
      await Promise.allSettled(earlier);
      await (await before).session.release();
      return graph;
    });
    // It is waited for by the next forward.
    this.#graph.catch(() => {});
    return read;
  }

  /** The tables, to be saved: those of a file are read, and stay mapped for `forward`. */
  get tablesToSave(): GatherTables<FloatTable> {
    return inMemory(this.#tables);
  }

  async forward(
    ids: IdTensor | ArrayLike<number>,
    { out, ...positions }: ForwardOptions & PositionOptions,
  ): Promise<EmbeddingsTensor> {
    if (this.#disposed) {
      throw new EmbeddingsError("EMBEDDINGS_DISPOSED", "this embedding has been disposed; create or load another.");
    }
    const { width, rows } = this;
    const graphIds = toGraphIds(ids, rows);
    const { position } = this.#tables;
    if (position === undefined) refusePositions(positions);
    const positionsOfRun = position && positionsOf(positions, graphIds, position.rows);
    const size = graphIds.data.length * width;
    const data = out === undefined ? this.#pool.take(size) : this.#checkOut(out, size);
    const running = this.#run(graphIds, positionsOfRun, data);
    this.#running.add(running);
    try {
      await running;
    } finally {
      this.#running.delete(running);
    }
    const give = out === undefined ? () => this.#pool.give(data as Float32Array<ArrayBuffer>) : () => {};
    return { type: "float32", data, dims: [...graphIds.dims, width], dispose: give };
  }

  async #run(
    { data: ids, batch, sequence }: { data: Int32Array; batch: number; sequence: number },
    positionsOfRun: PositionsOfRun | undefined,
    data: Float32Array,
  ): Promise<void> {
    const { session, tableFeeds } = await this.#graph;
    const { width } = this;
    const { Tensor: T } = this.#runtime;
    for (const run of runsOf(batch, sequence, width)) {
      const shape = [run.batch, run.sequence];
      const end = run.start + run.batch * run.sequence;
      const feeds: Record<string, Tensor> = {
        ...tableFeeds,
        input_ids: new T("int32", ids.subarray(run.start, end), shape),
      };
      if (positionsOfRun !== undefined) {
        const positions = positionsOfRun(run);
        feeds.position_ids = new T("int32", positions.data, [positions.rows, run.sequence]);
      }
      const rows = data.subarray(run.start * width, end * width);
      if (sharesMemory) await session.run(feeds, { inputs_embeds: new T("float32", rows, [...shape, width]) });
      else rows.set((await session.run(feeds)).inputs_embeds!.data as Float32Array);
    }
  }

  /** Waits for what is running, then frees the session. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await Promise.allSettled(this.#running);
    const { session } = await this.#graph;
    await session.release();
    this.#pool.clear();
  }

  /** The part of `out` that is filled. Rows of a table would be overwritten before they are read. */
  #checkOut(out: Float32Array, size: number): Float32Array {
    if (!(out instanceof Float32Array) || out.length < size) {
      const got = out instanceof Float32Array ? `${out.length} places` : "no Float32Array";
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_SHAPE",
        `out has ${got}; expected a Float32Array of at least ${size}.`,
      );
    }
    const data = out.subarray(0, size);
    for (const table of [this.#tables.token, this.#tables.position]) {
      if (table === undefined || isLocated(table) || !overlaps(data, table.weight)) continue;
      throw new EmbeddingsError(
        "EMBEDDINGS_INVALID_SHAPE",
        "out overlaps a table of the embedding; give an array of its own.",
      );
    }
    return data;
  }
}

function overlaps(a: Float32Array, b: Float32Array): boolean {
  const begins = a.byteOffset < b.byteOffset + b.byteLength;
  const ends = b.byteOffset < a.byteOffset + a.byteLength;
  return a.buffer === b.buffer && begins && ends;
}
