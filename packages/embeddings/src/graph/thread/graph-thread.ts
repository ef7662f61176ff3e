/**
 * A graph that runs in a worker thread of its own, so that no run blocks the caller's event loop: the condition
 * "node" of `#graph-thread`.
 * Ids go there and results come back without a copy: their memory is handed over. Tables of files are
 * mapped there; those in memory are copied once.
 *
 * The thread is asked to end, not terminated: onnxruntime-node aborts the process where a thread ends in
 * the middle of a run.
 */
import { nodeThreads, ThreadClient } from "@windrow/core";
import { EmbeddingsError } from "../../errors.ts";
import { refuseTelemetry } from "../../runtime/telemetry.ts";
import type { FloatTable } from "../../weights/float-table.ts";
import { isLocated, type AnyTable } from "../../weights/located-table.ts";
import type { GatherTables } from "../gather-tables.ts";
import type { GraphWork, RunningGraph } from "../graph-work.ts";
import { dropLatch, heedLatch, makeLatch } from "./exit-latch.ts";
import type { ThreadRequest, ThreadStart } from "./messages.ts";

type Rows = Float32Array<ArrayBuffer>;

/**
 * A thread that has not ended by then never will. No run is under way then, since an embedding closes its
 * graph when all runs are done.
 */
const GRACE_MS = 300_000;

interface ThreadOptions {
  /** What the thread runs. */
  readonly program?: URL;
  /** Milliseconds that it has to end by itself. */
  readonly graceMs?: number;
}

/** @throws EmbeddingsError as opening the graph in this thread does; EMBEDDINGS_THREAD_FAILED where the thread ends */
export async function openGraphInThread(
  tables: GatherTables,
  { program = new URL("./graph-worker.js", import.meta.url), graceMs = GRACE_MS }: ThreadOptions = {},
): Promise<RunningGraph> {
  refuseTelemetry();
  const thread = new GraphThread(tables, program, graceMs);
  try {
    await thread.open();
  } catch (error) {
    await thread.close();
    throw error;
  }
  return thread;
}

class GraphThread implements RunningGraph {
  readonly #client: ThreadClient<ThreadRequest>;
  readonly #ended: Promise<void>;
  readonly #graceMs: number;

  constructor(given: GatherTables, program: URL, graceMs: number) {
    const { tables, memory } = ownCopies(given);
    const latch = makeLatch();
    const workerData: ThreadStart = { tables, latch };
    const place = "in the worker thread of an embedding";
    this.#client = new ThreadClient(nodeThreads()!, { program, place, workerData, transferList: memory, failed });
    this.#graceMs = graceMs;
    heedLatch(latch);
    this.#ended = this.#client.ended.then(() => dropLatch(latch));
  }

  open(): Promise<void> {
    return this.#client.ask("open");
  }

  run(work: GraphWork, into: Rows | undefined): Promise<Rows> {
    const transfer = into === undefined ? [work.data.buffer] : [work.data.buffer, into.buffer];
    return this.#client.ask({ work, into }, { transfer });
  }

  async close(): Promise<void> {
    await this.#client.endBy("close", this.#graceMs);
    await this.#ended;
  }
}

function failed(why: string, cause: Error | undefined): Error {
  const message = `the worker thread of this embedding failed: ${why}; create or load another.`;
  return new EmbeddingsError("EMBEDDINGS_THREAD_FAILED", message, { cause });
}

/** Tables that can be handed over: copies of those in memory, and their memory. */
function ownCopies({ token, position }: GatherTables): { tables: GatherTables; memory: ArrayBuffer[] } {
  const memory: ArrayBuffer[] = [];
  const own = (table: AnyTable): AnyTable => {
    if (isLocated(table)) return table;
    const copy: FloatTable = { ...table, weight: table.weight.slice() };
    memory.push(copy.weight.buffer as ArrayBuffer);
    return copy;
  };
  return { tables: { token: own(token), position: position && own(position) }, memory };
}
