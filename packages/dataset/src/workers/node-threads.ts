/**
 * Node's worker threads, without an import of a module that browsers do not have: the few members that
 * are used here, as Node documents them.
 */
import { DatasetError } from "../errors.ts";

export interface NodeWorker {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message" | "error" | "exit", listener: (value: never) => void): void;
  terminate(): Promise<number>;
}

interface NodePort {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message", listener: (value: never) => void): void;
}

interface NodeThreads {
  readonly Worker: new (url: URL, options: { workerData: unknown }) => NodeWorker;
  readonly parentPort: NodePort | null;
  readonly workerData: unknown;
}

/** `node:worker_threads`. @throws DatasetError DATASET_WORKER_FAILED where there is no such module */
export function nodeThreads(): NodeThreads {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const threads = process?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) return threads as NodeThreads;
  throw new DatasetError(
    "DATASET_WORKER_FAILED",
    "numWorkers needs worker threads of Node (20.16 or later), which this engine does not have; use numWorkers 0.",
  );
}
