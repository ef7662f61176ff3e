/** The worker threads of one pass, seen from the loader: whose turn it is, and the arrays that are handed back. */
import { ThreadClient } from "@windrow/core";
import type { BatchArrays } from "../batches/batch-arrays.ts";
import { DatasetError } from "../errors.ts";
import type { StartedJob, WorkerJob } from "./worker-job.ts";
import { workerThreads } from "./worker-threads.ts";

/** The batch to make. */
export interface BatchRequest {
  readonly indices: readonly number[];
  /** Arrays that are free, to be used again. */
  readonly arrays: BatchArrays | undefined;
}

export class BatchWorkers {
  readonly #workers: readonly ThreadClient<BatchRequest>[];
  #requests = 0;

  /**
   * @param program what the threads run
   * @throws DatasetError DATASET_WORKER_FAILED where the engine has no worker threads
   */
  constructor(
    count: number,
    job: WorkerJob,
    baseSeed: bigint,
    program: URL = new URL("./batch-worker.js", import.meta.url),
  ) {
    this.#workers = Array.from({ length: count }, (_, id) =>
      startWorker(id, { ...job, seed: BigInt.asUintN(64, baseSeed + BigInt(id)) }, program),
    );
  }

  /** A batch, from the worker whose turn it is. @param arrays that are free, given to the worker */
  request(indices: readonly number[], arrays: BatchArrays | undefined): Promise<unknown> {
    const worker = this.#workers[this.#requests++ % this.#workers.length]!;
    // Inputs and targets lie in one buffer. Whoever got the batch may have transferred it further.
    const free = arrays?.[0].length === 0 ? undefined : arrays;
    const batch = worker.ask({ indices, arrays: free }, { transfer: free && [free[0].buffer as ArrayBuffer] });
    // It may fail before it is waited for.
    batch.catch(() => {});
    return batch;
  }

  /** Ends all threads, whatever they do. */
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }
}

function startWorker(worker: number, workerData: StartedJob, program: URL): ThreadClient<BatchRequest> {
  const failed = (why: string, cause: Error | undefined): Error =>
    new DatasetError("DATASET_WORKER_FAILED", `worker thread ${worker} failed: ${why}.`, { worker, cause });
  const place = "in a worker thread of the DataLoader";
  return new ThreadClient(workerThreads(), { program, place, workerData, failed });
}
