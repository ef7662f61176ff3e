/** Node's worker threads, or the error of an engine that has none. */
import { nodeThreads } from "@windrow/core";
import { DatasetError } from "../errors.ts";

/** @throws DatasetError DATASET_WORKER_FAILED in browsers, edge runtimes and Node before 20.16 */
export function workerThreads(): NonNullable<ReturnType<typeof nodeThreads>> {
  const threads = nodeThreads();
  if (threads !== undefined) return threads;
  throw new DatasetError(
    "DATASET_WORKER_FAILED",
    "numWorkers needs worker threads of Node (20.16 or later), which this engine does not have; use numWorkers 0.",
  );
}
