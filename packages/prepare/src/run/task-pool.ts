/**
 * Threads that do tasks. Requests wait here until a thread has room: for one that it works on and one that
 * is made ready meanwhile. Those of which only files are left to be synced to the disk do not count, so that
 * a thread never waits for the disk, nor holds tasks that another could do.
 */
import { ThreadClient, availableCores, invalidOption, nodeThreads } from "@windrow/core";
import { PrepareError, fail } from "../errors.ts";
import { interrupted } from "../job/interrupted.ts";
import type { TokenizerSource } from "../job/prepare-job.ts";
import type { Task, TaskResult } from "../job/tasks.ts";
import { type AnswerTo, STOP_ALL, STOP_SCANS, type ThreadRequest, type ThreadStart } from "./messages.ts";

const REQUESTS_PER_THREAD = 2;
/** With those that are being synced, whose memory is not free yet. */
const MAX_PER_THREAD = 4;
/** Megabytes of short-lived objects in a thread: with V8's own choice two threads take 280 MB in all, with this 210, at the same speed. */
const YOUNG_MB = 8;
/** More threads than any machine has cores are a mistake. */
const MAX_THREADS = 1024;

interface Waiting {
  readonly request: ThreadRequest;
  /** Whether only files are left to be written. */
  isWriting: boolean;
  resolve(value: never): void;
  reject(error: Error): void;
}

interface Thread {
  readonly client: ThreadClient<ThreadRequest>;
  readonly running: Set<Waiting>;
}

export interface TaskPoolOptions {
  /** Default: one for each core. */
  readonly threads?: number | undefined;
  /** What the threads run. */
  readonly program?: URL;
}

export class TaskPool {
  /** How many there are. */
  readonly threads: number;
  readonly #program: URL;
  readonly #stop = new Int32Array(new SharedArrayBuffer(8));
  readonly #started: Thread[] = [];
  readonly #queue: Waiting[] = [];
  #isClosed = false;

  /** @throws PrepareError PREPARE_INVALID_OPTION */
  constructor({
    threads = availableCores(),
    program = new URL("./task-worker.js", import.meta.url),
  }: TaskPoolOptions = {}) {
    if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= MAX_THREADS))
      throw invalidOption(fail, "threads", threads, `an integer from 1 to ${MAX_THREADS}`);
    this.threads = threads;
    this.#program = program;
  }

  /**
   * Has a thread do it; in the order of the calls.
   * @throws PrepareError as the task does; PREPARE_THREAD_FAILED where its thread ends; PREPARE_INTERRUPTED after `stop` or `close`
   */
  run<R extends ThreadRequest>(request: R): Promise<AnswerTo<R>> {
    if (this.#isClosed || Atomics.load(this.#stop, STOP_ALL) === 1) return Promise.reject(interrupted());
    return new Promise<AnswerTo<R>>((resolve, reject) => {
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
    await Promise.all(this.#started.splice(0).map(({ client }) => client.end(interrupted())));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#freeThread();
      if (thread === undefined) return;
      this.#send(thread, this.#queue.shift()!);
    }
  }

  #send({ client, running }: Thread, waiting: Waiting): void {
    const answered = (settle: () => void): void => {
      running.delete(waiting);
      settle();
      this.#dispatch();
    };
    const onNotice = (): void => {
      waiting.isWriting = true;
      this.#dispatch();
    };
    running.add(waiting);
    client.ask<never>(waiting.request, { onNotice }).then(
      (value) => answered(() => waiting.resolve(value)),
      (error: Error) => answered(() => waiting.reject(error)),
    );
  }

  /** The one that has least to do; a new one before any has two. One that failed has its place until it is gone. */
  #freeThread(): Thread | undefined {
    const loads = this.#started.map((thread) => ({ thread, load: loadOf(thread) }));
    const least = loads.filter(({ load }) => load < REQUESTS_PER_THREAD).toSorted((a, b) => a.load - b.load)[0];
    return this.#started.length < this.threads && least?.load !== 0 ? this.#start() : least?.thread;
  }

  #start(): Thread {
    const workerData: ThreadStart = { stop: this.#stop };
    const client = new ThreadClient<ThreadRequest>(nodeThreads()!, {
      program: this.#program,
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      place: "in a thread of @windrow/prepare",
      failed: threadFailed,
    });
    const thread: Thread = { client, running: new Set() };
    this.#started.push(thread);
    void client.ended.then(() => {
      const place = this.#started.indexOf(thread);
      if (place !== -1) this.#started.splice(place, 1);
      this.#dispatch();
    });
    return thread;
  }
}

/** Requests that it works on, or has to. */
function loadOf({ client, running }: Thread): number {
  if (client.hasFailed || running.size >= MAX_PER_THREAD) return Infinity;
  let load = 0;
  for (const { isWriting } of running) if (!isWriting) load++;
  return load;
}

function threadFailed(why: string, cause: Error | undefined): PrepareError {
  return new PrepareError(
    "PREPARE_THREAD_FAILED",
    `a worker thread ended (${why}); what is done is kept: resume the job, with fewer threads if memory ran out.`,
    { cause },
  );
}
