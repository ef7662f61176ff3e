/** Batches that worker threads make ahead: in the order of the pass, whichever thread is first. */
import { within } from "@windrow/core";
import type { Batch } from "@windrow/interfaces";
import type { BatchArrays } from "../batches/batch-arrays.ts";
import { DatasetError } from "../errors.ts";
import { BatchWorkers } from "../workers/batch-workers.ts";
import type { WorkerJob } from "../workers/worker-job.ts";
import type { Pass } from "./pass.ts";

interface WorkerOptions {
  readonly numWorkers: number;
  readonly prefetchFactor: number;
  readonly reuseBuffers: boolean;
  /** Seconds; 0 for no limit. */
  readonly timeout: number;
}

/** The batches of a pass. Threads start with the first batch asked for, and end with the loop, however it ends. */
export async function* workerBatches<Output>(
  pass: Pass,
  job: WorkerJob,
  { numWorkers, prefetchFactor, reuseBuffers, timeout }: WorkerOptions,
): AsyncIterableIterator<Output> {
  const workers = new BatchWorkers(numWorkers, job, pass.baseSeed);
  const limit = timeout === 0 ? Infinity : timeout * 1000;
  const ahead: Promise<unknown>[] = [];
  /** Asks for one more batch; whether there may be more after it. */
  const request = (arrays: BatchArrays | undefined): boolean => {
    try {
      const indices = pass.next();
      if (indices === undefined) return false;
      ahead.push(workers.request(indices, arrays));
      return true;
    } catch (error) {
      // What the sampler throws comes after the batches before it.
      const failure = Promise.reject(error);
      failure.catch(() => {});
      ahead.push(failure);
      return false;
    }
  };
  try {
    let hasMore = true;
    for (let i = 0; hasMore && i < numWorkers * prefetchFactor; i++) hasMore = request(undefined);
    let free: BatchArrays | undefined;
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const batch = await within(limit, next, () => timedOut(timeout, pass.batch));
      if (hasMore) hasMore = request(free);
      pass.handOut();
      yield batch as Output;
      // The loop has come back for more: it is done with this batch.
      if (reuseBuffers) free = [(batch as Batch).inputIds.data, (batch as Batch).targetIds.data];
    }
    pass.end();
  } finally {
    await workers.end();
  }
}

function timedOut(timeout: number, batch: number): DatasetError {
  return new DatasetError(
    "DATASET_WORKER_TIMEOUT",
    `batch ${batch} did not arrive within ${timeout} s, so its worker thread was stopped; find out what hangs in the dataset or collate, or set a longer timeout.`,
    { timeout, batch },
  );
}
