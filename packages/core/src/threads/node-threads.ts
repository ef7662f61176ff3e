/**
 * Node's worker threads, without an import of a module that browsers do not have: the few members that are used
 * here, as Node documents them.
 */

export interface NodeWorker {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message" | "messageerror" | "error" | "exit", listener: (value: never) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

interface NodePort {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (value: never) => void): void;
  close(): void;
}

/** What a thread may be given besides its program. */
export interface WorkerOptions {
  readonly workerData?: unknown;
  readonly transferList?: readonly ArrayBuffer[] | undefined;
  readonly resourceLimits?: { readonly maxYoungGenerationSizeMb?: number } | undefined;
}

export interface NodeThreads {
  readonly Worker: new (url: URL, options: WorkerOptions & { execArgv?: string[] }) => NodeWorker;
  readonly parentPort: NodePort | null;
  readonly workerData: unknown;
}

interface NodeProcess {
  readonly execArgv: readonly string[];
  getBuiltinModule?(name: string): unknown;
}

function nodeProcess(): NodeProcess | undefined {
  return (globalThis as { process?: NodeProcess }).process;
}

/** `node:worker_threads`; undefined in other engines, and in Node before 20.16. */
export function nodeThreads(): NodeThreads | undefined {
  return nodeProcess()?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}

/** How many threads the machine runs at a time; 1 where there are no worker threads. */
export function availableCores(): number {
  const os = nodeProcess()?.getBuiltinModule?.("node:os") as { availableParallelism(): number } | undefined;
  return nodeThreads() === undefined ? 1 : (os?.availableParallelism() ?? 1);
}

/**
 * A thread inherits the process' own arguments unless it is given some, and fails on `--input-type`, which belongs
 * to a program on the command line. Forwarding the rest fails too: a thread that is given arguments rejects
 * process-wide ones, such as `--max-old-space-size`.
 */
export function workerArguments(): { execArgv?: string[] } {
  return nodeProcess()?.execArgv?.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};
}
