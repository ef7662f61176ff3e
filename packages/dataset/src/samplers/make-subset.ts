/** A subset rebuilt in a worker thread, from what subset-in-worker.ts has sent. */
import type { Dataset } from "@windrow/interfaces";
import { loadWorkerModule } from "../load-worker-module.ts";
import type { SubsetData } from "./subset-in-worker.ts";
import { Subset } from "./subset.ts";

/** The same subset as in the thread that sent the data. */
export async function makeSubset({ dataset, indices }: SubsetData): Promise<Subset<unknown>> {
  return new Subset((await loadWorkerModule(dataset)) as Dataset<unknown>, indices);
}
