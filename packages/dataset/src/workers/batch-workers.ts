/** The worker threads of one pass, seen from the loader. */
import { DatasetError } from "../errors.ts";
import type { BatchArrays } from "../loader/batch-arrays.ts";
import { receiveError, type BatchReply, type BatchRequest } from "./messages.ts";
import { nodeThreads, workerArguments, type NodeWorker } from "./node-threads.ts";
import type { StartedJob, WorkerJob } from "./worker-job.ts";

interface Waiting {
  resolve(batch: unknown): void;
  reject(error: unknown): void;
}

/** A thread, and the batches that it has been asked for. */
class BatchWorker {
  readonly #id: number;
  readonly #worker: NodeWorker;
  readonly #waiting = new Map<number, Waiting>();
  /** Why it makes no more batches. */
  #failure: DatasetError | undefined;

  constructor(id: number, job: StartedJob) {
    const { Worker } = nodeThreads();
    this.#id = id;
    const url = new URL("./batch-worker.js", import.meta.url);
    this.#worker = new Worker(url, { workerData: job, ...workerArguments() });
    this.#worker.on("message", (reply: BatchReply | null | undefined) => this.#receive(reply));
    this.#worker.on("messageerror", (error: Error) => this.#fail(`its batch can't be read (${error.message})`, error));
    this.#worker.on("error", (error: Error) => this.#fail(error.message, error));
    this.#worker.on("exit", (code: number) => this.#fail(`it ended with exit code ${code}`));
    // A thread that nothing is awaited from does not keep the process.
    this.#worker.unref();
  }

  request(message: BatchRequest): Promise<unknown> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    // Inputs and targets lie in one buffer. Whoever got the batch may have transferred it further.
    const arrays = message.arrays?.[0].length === 0 ? undefined : message.arrays;
    this.#worker.postMessage({ ...message, arrays }, arrays && [arrays[0].buffer as ArrayBuffer]);
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.set(message.number, { resolve, reject }));
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(message: BatchReply | null | undefined): void {
    const { number = -1, batch, error } = message ?? {};
    const waiting = this.#waiting.get(number);
    // A dataset of the user's may post messages too: they are not for us.
    if (waiting === undefined) return;
    const { resolve, reject } = waiting;
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (error === undefined) resolve(batch);
    else reject(receiveError(error));
  }

  #fail(why: string, cause?: Error): void {
    if (this.#failure === undefined) {
      const message = `worker thread ${this.#id} failed: ${why}.`;
      this.#failure = new DatasetError("DATASET_WORKER_FAILED", message, { worker: this.#id });
      if (cause !== undefined) this.#failure.cause = cause;
    }
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

export class BatchWorkers {
  readonly #workers: readonly BatchWorker[];
  #requests = 0;

  /** @throws DatasetError DATASET_WORKER_FAILED where the engine has no worker threads */
  constructor(count: number, job: WorkerJob, baseSeed: bigint) {
    this.#workers = Array.from(
      { length: count },
      (_, id) => new BatchWorker(id, { ...job, seed: BigInt.asUintN(64, baseSeed + BigInt(id)) }),
    );
  }

  /** A batch, from the worker whose turn it is. @param arrays that are free, given to the worker */
  request(indices: readonly number[], arrays: BatchArrays | undefined): Promise<unknown> {
    const number = this.#requests++;
    const batch = this.#workers[number % this.#workers.length]!.request({ number, indices, arrays });
    // It may fail before it is waited for.
    batch.catch(() => {});
    return batch;
  }

  /** Ends all threads, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }
}
