/** The worker threads of one pass, seen from the loader. */
import { DatasetError } from "../errors.ts";
import type { BatchArrays } from "../loader/batch-arrays.ts";
import { receiveError, type BatchReply, type BatchRequest } from "./messages.ts";
import { nodeThreads, type NodeWorker } from "./node-threads.ts";
import type { WorkerJob } from "./worker-job.ts";

interface Waiting {
  resolve(batch: unknown): void;
  reject(error: unknown): void;
}

export class BatchWorkers {
  readonly #workers: NodeWorker[];
  readonly #waiting: Map<number, Waiting>[];
  #requests = 0;

  /** @throws DatasetError DATASET_WORKER_FAILED where the engine has no worker threads */
  constructor(count: number, job: WorkerJob) {
    const { Worker } = nodeThreads();
    this.#waiting = Array.from({ length: count }, () => new Map<number, Waiting>());
    this.#workers = this.#waiting.map((waiting, id) => {
      const worker = new Worker(new URL("./batch-worker.js", import.meta.url), { workerData: job });
      worker.on("message", ({ number, batch, error }: BatchReply) => {
        const { resolve, reject } = waiting.get(number)!;
        waiting.delete(number);
        if (error === undefined) resolve(batch);
        else reject(receiveError(error));
      });
      worker.on("error", (error: Error) => failAll(waiting, failed(id, error.message, error)));
      worker.on("exit", (code: number) => failAll(waiting, failed(id, `it ended with exit code ${code}`)));
      return worker;
    });
  }

  /** A batch, from the worker whose turn it is. @param arrays that are free, given to the worker */
  request(indices: readonly number[], arrays: BatchArrays | undefined): Promise<unknown> {
    const number = this.#requests++;
    const which = number % this.#workers.length;
    const batch = new Promise((resolve, reject) => this.#waiting[which]!.set(number, { resolve, reject }));
    // It may fail before it is waited for.
    batch.catch(() => {});
    const message: BatchRequest = { number, indices, arrays };
    // Inputs and targets lie in one buffer.
    this.#workers[which]!.postMessage(message, arrays && [arrays[0].buffer as ArrayBuffer]);
    return batch;
  }

  /** Ends all threads, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function failAll(waiting: Map<number, Waiting>, error: DatasetError): void {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

function failed(worker: number, why: string, cause?: Error): DatasetError {
  const error = new DatasetError("DATASET_WORKER_FAILED", `worker thread ${worker} failed: ${why}.`, { worker });
  if (cause !== undefined) error.cause = cause;
  return error;
}
