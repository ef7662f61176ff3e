/** What a WorkerModule makes: a dataset, a source of tokens, or a collate. */
import type { WorkerModule } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

/** Imports the module and calls the function that it exports, with the data. */
export async function loadWorkerModule({ url, export: name, data }: WorkerModule): Promise<unknown> {
  const module = (await import(url)) as Record<string, unknown>;
  const make = module[name];
  if (typeof make === "function") return make(data);
  throw new DatasetError(
    "DATASET_INVALID_OPTION",
    `the module ${url} does not export a function ${name}; expected one that takes the data and returns what the worker needs.`,
    { url, export: name },
  );
}
