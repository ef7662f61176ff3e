/**
 * Threads that do tasks. Requests wait here until a thread has room: for one that it works on and one that
 * is made ready meanwhile. Those of which only files are left to be synced to the disk do not count, so that
 * a thread never waits for the disk, nor holds tasks that another could do.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { PrepareError } from "../errors.ts";
import { invalidOption } from "../invalid-option.ts";
import type { TokenizerSource } from "../job/prepare-job.ts";
import { interrupted } from "../stages/interrupted.ts";
import type { Task, TaskResult } from "../stages/tasks.ts";
import {
  type Answer,
  type NumberedRequest,
  receiveError,
  STOP_ALL,
  STOP_SCANS,
  type ThreadReply,
  type ThreadRequest,
  type ThreadStart,
} from "./messages.ts";

const REQUESTS_PER_THREAD = 2;
/** With those that are being synced, whose memory is not free yet. */
const MOST_PER_THREAD = 4;
/** Megabytes of short-lived objects in a thread: with V8's own choice two threads take 280 MB in all, with this 210, at the same speed. */
const YOUNG_MB = 8;
/** More threads than any machine has cores are a mistake. */
const MOST_THREADS = 1024;

interface Waiting {
  readonly request: ThreadRequest;
  /** Whether only files are left to be written. */
  isWriting: boolean;
  resolve(value: never): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  readonly running: Map<number, Waiting>;
}

export class TaskPool {
  /** How many there are. */
  readonly threads: number;
  readonly #stop = new Int32Array(new SharedArrayBuffer(8));
  readonly #started: Thread[] = [];
  readonly #queue: Waiting[] = [];
  #numbers = 0;
  #isClosed = false;

  /** @param options.threads default: one for each core. @throws PrepareError PREPARE_INVALID_OPTION */
  constructor({ threads = availableParallelism() }: { readonly threads?: number | undefined } = {}) {
    if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= MOST_THREADS))
      throw invalidOption("threads", threads, `an integer from 1 to ${MOST_THREADS}`);
    this.threads = threads;
  }

  /**
   * Has a thread do it; in the order of the calls.
   * @throws PrepareError as the task does; PREPARE_THREAD_FAILED where its thread ends; PREPARE_INTERRUPTED after `stop` or `close`
   */
  run<R extends ThreadRequest>(request: R): Promise<Answer<R>> {
    if (this.#isClosed || Atomics.load(this.#stop, STOP_ALL) === 1) return Promise.reject(interrupted());
    return new Promise<Answer<R>>((resolve, reject) => {
      this.#queue.push({ request, isWriting: false, resolve: resolve as (value: never) => void, reject });
      this.#dispatch();
    });
  }

  /**
   * Starts threads before there is work for all, so that they have loaded a tokenizer when there is.
   * @param units how many there will be about; one thread is left for the work that there is now
   */
  loadAhead(tokenizer: TokenizerSource, units: number): void {
    for (let thread = 1; thread < Math.min(this.threads, units); thread++) {
      // Where it fails, the task that needs it says why.
      this.run({ kind: "load", tokenizer }).catch(() => {});
    }
  }

  /** One task of a job, as `run`. */
  runTask(output: string, task: Task): Promise<TaskResult> {
    return this.run({ kind: "task", output, task });
  }

  /** Ends what is running at its next pause, with PREPARE_INTERRUPTED, and refuses what waits. */
  stop(): void {
    Atomics.store(this.#stop, STOP_ALL, 1);
    for (const { reject } of this.#queue.splice(0)) reject(interrupted());
  }

  /** As `stop`, of scans alone: once one of a plan has failed, the others are in vain. */
  stopScans(): void {
    Atomics.store(this.#stop, STOP_SCANS, 1);
    const isScan = ({ request }: Waiting): boolean => request.kind === "scan";
    for (const { reject } of this.#queue.filter(isScan)) reject(interrupted());
    this.#queue.splice(0, this.#queue.length, ...this.#queue.filter((waiting) => !isScan(waiting)));
  }

  /** Ends the threads; what has not been answered by then is interrupted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.stop();
    await Promise.all(this.#started.splice(0).map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#freeThread();
      if (thread === undefined) return;
      const waiting = this.#queue.shift()!;
      const number = this.#numbers++;
      thread.running.set(number, waiting);
      const request: NumberedRequest = { number, request: waiting.request };
      thread.worker.postMessage(request, []);
    }
  }

  /** The one that has least to do; a new one before any has two. */
  #freeThread(): Thread | undefined {
    const loads = this.#started.map((thread) => ({ thread, load: loadOf(thread) }));
    const least = loads.filter(({ load }) => load < REQUESTS_PER_THREAD).toSorted((a, b) => a.load - b.load)[0];
    return this.#started.length < this.threads && least?.load !== 0 ? this.#start() : least?.thread;
  }

  #start(): Thread {
    const workerData: ThreadStart = { stop: this.#stop };
    const worker = new Worker(new URL("./task-worker.js", import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      ...argumentsOfThread(),
    });
    const thread: Thread = { worker, running: new Map() };
    let failure: Error | undefined;
    worker.on("message", ({ number, isWriting, value, error }: ThreadReply) => {
      const waiting = thread.running.get(number)!;
      if (isWriting) {
        waiting.isWriting = true;
        this.#dispatch();
        return;
      }
      thread.running.delete(number);
      if (error === undefined) waiting.resolve(value as never);
      else waiting.reject(receiveError(error));
      this.#dispatch();
    });
    worker.on("error", (error) => (failure = error));
    worker.on("exit", (code) => {
      const place = this.#started.indexOf(thread);
      if (place !== -1) this.#started.splice(place, 1);
      const error = this.#isClosed ? interrupted() : threadFailed(failure?.message ?? `exit code ${code}`, failure);
      for (const { reject } of thread.running.values()) reject(error);
      if (!this.#isClosed) this.#dispatch();
    });
    this.#started.push(thread);
    return thread;
  }
}

/** Requests that it works on, or has to. */
function loadOf({ running }: Thread): number {
  if (running.size >= MOST_PER_THREAD) return Infinity;
  let load = 0;
  for (const { isWriting } of running.values()) if (!isWriting) load++;
  return load;
}

function threadFailed(why: string, cause: Error | undefined): PrepareError {
  return new PrepareError(
    "PREPARE_THREAD_FAILED",
    `a worker thread ended (${why}); what is done is kept: resume the job, with fewer threads if memory ran out.`,
    { cause },
  );
}

/** A thread takes the process' own arguments; it fails on the one that is of a program on the command line. */
function argumentsOfThread(): { execArgv?: string[] } {
  return process.execArgv.some((argument) => argument.startsWith("--input-type")) ? { execArgv: [] } : {};
}
