/**
 * A graph that runs in a worker thread of its own, so that no run blocks the caller's event loop.
 * Ids go there and results come back without a copy: their memory is handed over. Tables of files are
 * mapped there; those in memory are copied once.
 *
 * The thread is asked to end and never terminated: onnxruntime-node aborts the process where a thread
 * ends in the middle of a run.
 */
import { Worker } from "node:worker_threads";
import { EmbeddingsError } from "../../errors.ts";
import type { FloatTable } from "../../weights/float-table.ts";
import { isLocated, type AnyTable } from "../../weights/located-table.ts";
import type { GatherTables } from "../gather-tables.ts";
import type { GraphWork, RunningGraph } from "../running-graph.ts";
import { dropLatch, heedLatch, makeLatch } from "./exit-latch.ts";
import { receiveError, type ThreadReply, type ThreadRequest, type ThreadStart } from "./messages.ts";

type Rows = Float32Array<ArrayBuffer>;

interface Waiting {
  resolve(rows: Rows | undefined): void;
  reject(error: Error): void;
}

/** @throws EmbeddingsError as opening the graph in this thread does; EMBEDDINGS_THREAD_FAILED where the thread ends */
export async function openGraphInThread(tables: GatherTables): Promise<RunningGraph> {
  const thread = new GraphThread(tables);
  await thread.opened;
  return thread;
}

class GraphThread implements RunningGraph {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  /** Why it does nothing more. */
  #failure: Error | undefined;

  constructor(given: GatherTables) {
    const { tables, memory } = ownCopies(given);
    const latch = makeLatch();
    const workerData: ThreadStart = { tables, latch };
    const url = new URL("./graph-worker.js", import.meta.url);
    this.#worker = new Worker(url, { workerData, transferList: memory, ...argumentsOfThread() });
    heedLatch(latch);
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", (code) => {
        dropLatch(latch);
        this.#fail(`it ended with exit code ${code}`);
        resolve();
      });
    });
    this.#worker.on("message", (reply: ThreadReply) => this.#receive(reply));
    this.#worker.on("error", (error) => this.#fail(error.message, error));
    this.opened = this.#answer(0);
  }

  run(work: GraphWork, into: Rows | undefined): Promise<Rows> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const number = ++this.#requests;
    this.#send({ number, work, into }, into === undefined ? [work.data.buffer] : [work.data.buffer, into.buffer]);
    return this.#answer(number) as Promise<Rows>;
  }

  async close(): Promise<void> {
    this.#worker.ref();
    this.#send("close", []);
    await this.#ended;
  }

  #send(request: ThreadRequest, transfer: ArrayBuffer[]): void {
    this.#worker.postMessage(request, transfer);
  }

  /** While something is awaited from it the thread keeps the process, otherwise not. */
  #answer(number: number): Promise<Rows | undefined> {
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }

  #receive({ number, rows, error }: ThreadReply): void {
    const { resolve, reject } = this.#waiting.get(number)!;
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (error === undefined) resolve(rows);
    else reject(receiveError(error));
  }

  #fail(why: string, cause?: Error): void {
    this.#failure ??= new EmbeddingsError(
      "EMBEDDINGS_THREAD_FAILED",
      `the worker thread of this embedding failed: ${why}; create or load another.`,
      { cause },
    );
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** A thread takes the process' own arguments, unless they are given; it fails on the one that is of a program on the command line. */
function argumentsOfThread(): { execArgv?: string[] } {
  return process.execArgv.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};
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
