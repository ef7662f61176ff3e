/** How a subset gets into a worker thread: the dataset by its own way, the indices as they are. */
import type { Dataset, WorkerModule } from "@windrow/interfaces";

/** What a worker thread makes the subset of; it can be cloned into the thread. */
export interface SubsetData {
  readonly dataset: WorkerModule;
  readonly indices: ArrayLike<number>;
}

/** How a worker thread makes the same subset; `undefined` where it can't make the dataset. */
export function subsetInWorker(dataset: Dataset<unknown>, indices: ArrayLike<number>): WorkerModule | undefined {
  const { workerModule } = dataset;
  if (workerModule === undefined) return undefined;
  const data: SubsetData = { dataset: workerModule, indices };
  return { url: new URL("./make-subset.js", import.meta.url).href, export: "makeSubset", data };
}
