/**
 * Tables behind a running Gather graph: what Embedding and InputEmbedding share.
 *
 * Tables in memory are fed to the graph on each run as they are, without a copy, so a change of a
 * weight counts from the next run on. Tables in files are the graph's external data, which onnxruntime
 * maps: nothing is read before it is looked up, and threads that load the same file share its pages.
 * Asking for the weights of such a table reads them, and feeds them from then on. onnxruntime-web has a
 * memory of its own, into which tables are copied once, and so has a worker thread: there a later
 * change does not count.
 *
 * One thread of onnxruntime's: two gained 20 % at 64 x 1024 ids and nothing at 8 x 100, for nine times
 * the CPU time, since idle threads spin.
 */
import { checkOptions } from "@windrow/core";
import { openGraphInThread } from "#graph-thread";
import { mapsFiles, onnxruntime } from "#onnxruntime";
import type { FloatTensor, IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "../errors.ts";
import type { GatherTables } from "../graph/gather-tables.ts";
import { toGraphIds } from "../graph/graph-ids.ts";
import { positionsOf, refusePositions, type PositionOptions } from "../graph/graph-positions.ts";
import type { GraphWork, RunningGraph } from "../graph/graph-work.ts";
import { inMemory, openGraph, outIsGone } from "../graph/running-graph.ts";
import { fail } from "../options.ts";
import type { FloatTable } from "../weights/float-table.ts";
import { isLocated } from "../weights/located-table.ts";
import { checkOut, checkTables, copyInPieces } from "./caller-memory.ts";
import { ResultPool } from "./result-pool.ts";

/** Where the graph runs. */
export interface WorkerOptions {
  /**
   * Runs the graph in a worker thread of its own, so that looking rows up does not block the event loop;
   * for servers. Tables in memory are copied into it: later changes do not count in `forward`, but `save`
   * writes them. Default false. Node only.
   */
  readonly worker?: boolean | undefined;
}

/** Options of `forward`. */
export interface ForwardOptions {
  /** The result is written into the beginning of this array, and is a view of it, instead of a fresh array. */
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

type AllForwardOptions = ForwardOptions & PositionOptions;
const FORWARD_OPTIONS: readonly (keyof AllForwardOptions)[] = ["out", "offset", "positionIds"];

export class GatherLayer {
  readonly rows: number;
  readonly width: number;
  /** Undefined where there are no positions. */
  readonly positionRows: number | undefined;
  /** Until it is disposed. */
  #tables: GatherTables | undefined;
  readonly #isInThread: boolean;
  /** Another once weights that were mapped have been read. */
  #graph: Promise<RunningGraph>;
  readonly #pool = new ResultPool();
  readonly #running = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  private constructor(tables: GatherTables, graph: RunningGraph, isInThread: boolean) {
    const { token, position } = tables;
    this.rows = token.rows;
    this.width = token.width;
    this.positionRows = position?.rows;
    this.#tables = tables;
    this.#isInThread = isInThread;
    this.#graph = Promise.resolve(graph);
  }

  /** @throws EmbeddingsError EMBEDDINGS_NO_RUNTIME; EMBEDDINGS_INVALID_FILE where a file's tables can't be mapped */
  static async create(tables: GatherTables, { worker = false }: WorkerOptions): Promise<GatherLayer> {
    if (worker) return new GatherLayer(tables, await openGraphInThread(tables), true);
    // Where files can't be mapped, they are read.
    const usable = mapsFiles ? tables : inMemory(tables);
    return new GatherLayer(usable, await openGraph(usable, await onnxruntime()), false);
  }

  /** The tables in memory; those of a file are read at the first call. */
  get tables(): GatherTables<FloatTable> {
    const { token, position } = this.#usable();
    if (!isLocated(token) && (position === undefined || !isLocated(position))) return { token, position };
    const read = inMemory({ token, position });
    this.#tables = read;
    // A thread keeps what it has mapped.
    if (this.#isInThread) return read;
    this.#graph = this.#reopened(read, this.#graph);
    // Its failure is the next forward's.
    this.#graph.catch(() => {});
    return read;
  }

  /** A graph over other tables; the one before is closed once all that has begun is done. */
  async #reopened(tables: GatherTables, before: Promise<RunningGraph>): Promise<RunningGraph> {
    const earlier = [...this.#running];
    try {
      return await openGraph(tables, await onnxruntime());
    } finally {
      await Promise.allSettled(earlier);
      await (await before).close();
    }
  }

  /** The tables, to be saved: those of a file are read, and stay mapped for `forward`. */
  get tablesToSave(): GatherTables<FloatTable> {
    return inMemory(this.#usable());
  }

  async forward(ids: IdTensor | ArrayLike<number>, options: AllForwardOptions = {}): Promise<EmbeddingsTensor> {
    const tables = this.#usable();
    const { out, ...positions } = checkOptions(fail, options, FORWARD_OPTIONS);
    const { data: flatIds, dims, ...graphIds } = toGraphIds(ids, this.rows);
    if (!this.#isInThread) checkTables(tables);
    const { position } = tables;
    if (position === undefined) refusePositions(positions);
    const work: GraphWork = {
      ...graphIds,
      data: flatIds,
      positions: position && positionsOf(positions, { data: flatIds, dims, ...graphIds }, position.rows),
    };
    const size = flatIds.length * this.width;
    const given = out === undefined ? undefined : checkOut(out, size, tables);
    const running = this.#run(work, size, given);
    this.#running.add(running);
    try {
      const data = await running;
      const dispose = given === undefined ? () => this.#pool.give(data) : () => {};
      return { type: "float32", data, dims: [...dims, this.width], dispose };
    } finally {
      this.#running.delete(running);
    }
  }

  /** @param given memory of the caller's */
  async #run(
    work: GraphWork,
    size: number,
    given: Float32Array<ArrayBuffer> | undefined,
  ): Promise<Float32Array<ArrayBuffer>> {
    const isDirect = given !== undefined && !this.#isInThread;
    const rows = await (await this.#graph).run(work, isDirect ? given : this.#pool.take(size));
    if (given === undefined || isDirect) return rows;
    // The caller's memory stays with the caller, and is not handed to the thread.
    await copyInPieces(rows, given);
    if (given.length < size) throw outIsGone();
    this.#pool.give(rows);
    return given;
  }

  /** Waits for what is running, then frees the session and lets go of the tables. Any further call is answered by the first. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#close();
    return this.#disposed;
  }

  async #close(): Promise<void> {
    this.#tables = undefined;
    this.#pool.close();
    await Promise.allSettled(this.#running);
    // One that could not be opened has been reported by forward, and has nothing to free.
    const graph = await this.#graph.catch(() => undefined);
    await graph?.close();
  }

  #usable(): GatherTables {
    if (this.#tables !== undefined) return this.#tables;
    throw new EmbeddingsError("EMBEDDINGS_DISPOSED", "this embedding has been disposed; create or load another.");
  }
}
