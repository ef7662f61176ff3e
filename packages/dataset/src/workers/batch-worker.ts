/** A worker thread of a DataLoader: makes the batches that it is asked for, one after another. */
import { serveRequests } from "@windrow/core";
import type { Batch, Dataset } from "@windrow/interfaces";
import { manualSeed } from "@windrow/random";
import { freshArrays, type BatchArrays } from "../batches/batch-arrays.ts";
import { batchMaker, type BatchMaker, type Collate } from "../batches/batch-maker.ts";
import { loadWorkerModule } from "../load-worker-module.ts";
import { checkDataset } from "../options.ts";
import type { BatchRequest } from "./batch-workers.ts";
import type { StartedJob } from "./worker-job.ts";
import { workerThreads } from "./worker-threads.ts";

const job = workerThreads().workerData as StartedJob;
let free: BatchArrays | undefined;
// What fails here fails again with each batch that is asked for.
const maker = makerOf(job);
maker.catch(() => {});

serveRequests<BatchRequest>(async ({ indices, arrays }) => {
  free = arrays;
  const batch = await (await maker).makeAsync(indices);
  // Our own batches are handed over; those of a collate may be used by it further on.
  return { value: batch, transfer: job.collate === undefined ? buffersOf(batch as Batch) : [] };
});

async function makerOf({ dataset, collate, seed }: StartedJob): Promise<BatchMaker<unknown>> {
  // What a dataset draws from the default generator is then the same in each run, as in torch's workers.
  manualSeed(seed);
  const made = checkDataset((await loadWorkerModule(dataset)) as Dataset<unknown>);
  const put = collate && ((await loadWorkerModule(collate)) as Collate<unknown, unknown>);
  return batchMaker(made, put, arraysFor);
}

/** The arrays that came with the request, or fresh ones. */
function arraysFor(ids: number): BatchArrays {
  return free?.[0].length === ids ? free : freshArrays(ids);
}

/** Inputs and targets lie in one. */
function buffersOf({ inputIds }: Batch): ArrayBuffer[] {
  return [inputIds.data.buffer as ArrayBuffer];
}
