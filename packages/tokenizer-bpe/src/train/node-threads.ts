/**
 * Node's worker threads, without an import of a module that browsers do not have: the few members that
 * are used here, as Node documents them.
 */

export interface NodeWorker {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  on(event: "message" | "error" | "exit", listener: (value: never) => void): void;
  terminate(): Promise<number>;
}

interface NodePort {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
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

const { process } = globalThis as { process?: NodeProcess };

/** `node:worker_threads`; undefined in other engines. */
export function nodeThreads(): NodeThreads | undefined {
  return process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}

/** How many threads the machine runs at a time; 1 where there are no worker threads. */
export function coresOfNode(): number {
  const os = process?.getBuiltinModule?.("node:os") as { availableParallelism(): number } | undefined;
  return nodeThreads() === undefined ? 1 : (os?.availableParallelism() ?? 1);
}

/** A worker takes the process' own arguments; it fails on the one that is of a program on the command line. */
export function workerArguments(): { execArgv?: string[] } {
  return process?.execArgv.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};
}
