/** What a worker thread gets at its start: what to make batches of, and how. */
import { describe, invalidOption } from "@windrow/core";
import type { Dataset, WorkerModule } from "@windrow/interfaces";
import { fail } from "../options.ts";
import { workerThreads } from "./worker-threads.ts";

/** Can be cloned into a worker thread. */
export interface WorkerJob {
  readonly dataset: WorkerModule;
  /** `undefined`: windows become two tensors. */
  readonly collate: WorkerModule | undefined;
}

/** A job as one thread gets it. */
export interface StartedJob extends WorkerJob {
  /** Seed of the thread's default generator: torch's base_seed plus the worker's number. */
  readonly seed: bigint;
}

interface JobOptions {
  readonly numWorkers: number;
  readonly collate?: unknown;
  readonly workerDataset?: WorkerModule | undefined;
  readonly workerCollate?: WorkerModule | undefined;
}

/** @throws DatasetError DATASET_INVALID_OPTION where functions would have to cross threads; DATASET_WORKER_FAILED where the engine has no threads */
export function workerJob(
  dataset: Dataset<unknown>,
  { numWorkers, collate, workerDataset, workerCollate }: JobOptions,
): WorkerJob {
  // Asked first: elsewhere there may be no SharedArrayBuffer either.
  workerThreads();
  const ways = "{ url, export, data }: the URL of a module, the name of the function that it exports, and its argument";
  const found = workerDataset ?? dataset.workerModule;
  if (found === undefined) {
    throw invalidOption(
      fail,
      "numWorkers",
      numWorkers,
      `0, or workerDataset as ${ways}, since this dataset (${describe(dataset)}) does not say how a worker thread can recreate it`,
    );
  }
  if (collate !== undefined && workerCollate === undefined) {
    throw invalidOption(
      fail,
      "numWorkers",
      numWorkers,
      `0, or workerCollate as ${ways}, since a function can't be sent to a thread`,
    );
  }
  checkModule("workerDataset", found);
  if (workerCollate !== undefined) checkModule("workerCollate", workerCollate);
  return { dataset: found, collate: workerCollate };
}

function checkModule(name: string, module: WorkerModule): void {
  if (typeof module === "object" && typeof module?.url === "string" && typeof module.export === "string") return;
  throw invalidOption(fail, name, module, "an object { url: string, export: string, data }");
}
