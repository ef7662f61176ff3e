/**
 * Node's worker threads, without an import of a module that browsers do not have: the few members that
 * are used here, as Node documents them.
 */
import { DatasetError } from "../errors.ts";

export interface NodeWorker {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message" | "messageerror" | "error" | "exit", listener: (value: never) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

interface NodePort {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message", listener: (value: never) => void): void;
}

interface NodeThreads {
  readonly Worker: new (url: URL, options: { workerData: unknown; execArgv?: string[] }) => NodeWorker;
  readonly parentPort: NodePort | null;
  readonly workerData: unknown;
}

interface NodeProcess {
  readonly execArgv: readonly string[];
  getBuiltinModule?(name: string): unknown;
}

/**
 * A worker takes the process' own arguments unless it is given some; it fails on the one that is of a
 * program on the command line. To give it the others is no way: it takes none that is of the whole
 * process, such as --max-old-space-size, when it is given and not its own.
 */
export function workerArguments(): { execArgv?: string[] } {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.execArgv.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};
}

/** `node:worker_threads`. @throws DatasetError DATASET_WORKER_FAILED where there is no such module */
export function nodeThreads(): NodeThreads {
  const { process } = globalThis as { process?: NodeProcess };
  const threads = process?.getBuiltinModule?.("node:worker_threads");
  if (threads !== undefined) return threads as NodeThreads;
  throw new DatasetError(
    "DATASET_WORKER_FAILED",
    "numWorkers needs worker threads of Node (20.16 or later), which this engine does not have; use numWorkers 0.",
  );
}
