/**
 * A worker of the queue: takes tasks and hands them to threads. Its own thread only talks to Redis, so that
 * the locks of its tasks are renewed however long they take.
 */
import type { Job as QueueJob, Worker } from "bullmq";
import { PrepareError } from "../errors.ts";
import { invalidOption } from "../invalid-option.ts";
import { openJob } from "../job/open-job.ts";
import { clearFailure, recordFailure } from "../stages/failures.ts";
import type { Task } from "../stages/tasks.ts";
import { TaskPool } from "../threads/task-pool.ts";
import { advanceJob } from "./advance-job.ts";
import { checkRedis, connect, type RedisConnection } from "./connection.ts";
import type { QueueOptions } from "./enqueue.ts";
import { loadPeers, type Peers } from "./load-peers.ts";
import { DEFAULT_QUEUE, type TaskData, type TaskQueue } from "./task-jobs.ts";

/** What a worker tells of its work. */
export interface WorkerEvent extends Task {
  readonly output: string;
  /** Undefined where the task was done. */
  readonly error?: Error;
}

export interface WorkerOptions extends QueueOptions {
  /** Default: one for each core. */
  readonly threads?: number | undefined;
  /** Milliseconds after which a worker that says nothing is dead, and its tasks go to others; default 30,000. */
  readonly lockMs?: number | undefined;
  /** After each task. */
  readonly onTask?: ((event: WorkerEvent) => void) | undefined;
  /** When Redis goes away, as often as it is tried; the worker goes on when it is back. */
  readonly onRedisError?: ((error: Error) => void) | undefined;
}

/** A worker that runs until it is closed. */
export interface PrepareWorker {
  /** Gives the tasks at work back to the queue, and ends. */
  close(): Promise<void>;
}

/** A task whose worker was killed goes to another; one that killed so many is not tried again. */
const MOST_KILLED = 25;

/** What no other attempt would find otherwise. */
const FINAL: ReadonlySet<string | undefined> = new Set([
  ...["PREPARE_INPUT_CHANGED", "PREPARE_INPUT_CORRUPT", "PREPARE_INVALID_DOCUMENT", "PREPARE_INVALID_TEXT"],
  ...["PREPARE_TOO_LONG", "PREPARE_TOKENIZER_MISMATCH", "PREPARE_FOREIGN_OUTPUT", "PREPARE_JOB_INVALID"],
  "PREPARE_PART_CORRUPT",
]);

/**
 * Starts a worker.
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS, PREPARE_NEEDS_BULLMQ, PREPARE_INVALID_OPTION
 * @example
 * const worker = await startWorker("redis://queue:6379", { threads: 8 });
 * process.once("SIGTERM", () => worker.close());
 */
export async function startWorker(
  connection: RedisConnection,
  { queue: name = DEFAULT_QUEUE, threads, lockMs = 30_000, onTask, onRedisError = () => {} }: WorkerOptions = {},
): Promise<PrepareWorker> {
  const pool = new TaskPool({ threads });
  if (!(Number.isSafeInteger(lockMs) && lockMs >= 100))
    throw invalidOption("lockMs", lockMs, "an integer of at least 100");
  await checkRedis(connection);
  const peers = await loadPeers();
  const redis = await connect(connection);
  redis.on("error", onRedisError);
  const queue: TaskQueue = new peers.bullmq.Queue(name, { connection: redis });
  queue.on("error", () => {});
  const processor = new TaskProcessor(peers, pool, queue, onTask);
  const worker: Worker<TaskData> = new peers.bullmq.Worker<TaskData>(
    name,
    (job, token) => processor.process(job, token!),
    {
      connection: redis,
      // Two for each thread: one encodes while the other's files are synced.
      concurrency: 2 * pool.threads,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MOST_KILLED,
    },
  );
  worker.on("error", onRedisError);
  // Of a task that was given up because its workers were killed no processor hears.
  worker.on("failed", (job, error) => {
    if (job !== undefined && job.data.stage !== "advance" && error.message.includes("stalled")) {
      void recordFailure(job.data.output, job.data as Task, error);
    }
  });
  await worker.waitUntilReady();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    pool.stop();
    await worker.close();
    await pool.close();
    await queue.close();
    redis.disconnect();
  };
  return { close: () => (closing ??= close()) };
}

class TaskProcessor {
  readonly #peers: Peers;
  readonly #pool: TaskPool;
  readonly #queue: TaskQueue;
  readonly #onTask: ((event: WorkerEvent) => void) | undefined;

  constructor(peers: Peers, pool: TaskPool, queue: TaskQueue, onTask: ((event: WorkerEvent) => void) | undefined) {
    this.#peers = peers;
    this.#pool = pool;
    this.#queue = queue;
    this.#onTask = onTask;
  }

  async process(job: QueueJob<TaskData>, token: string): Promise<void> {
    const { DelayedError, UnrecoverableError } = this.#peers.bullmq;
    const { output, stage, index, job: fingerprint } = job.data;
    if (stage === "advance") {
      const wait = await advanceJob(this.#queue, job).catch((error: Error) => {
        throw FINAL.has((error as PrepareError).code) ? new UnrecoverableError(error.message) : error;
      });
      if (wait === undefined) return;
      await job.moveToDelayed(Date.now() + wait, token);
      throw new DelayedError();
    }
    const task: Task = { stage, index };
    try {
      await checkJob(output, fingerprint);
      await this.#pool.runTask(output, task);
      if (job.attemptsMade > 0) await clearFailure(output, task);
      this.#onTask?.({ output, ...task });
    } catch (error) {
      const { code, message } = error as PrepareError;
      if (code === "PREPARE_INTERRUPTED") {
        // Closing: to the queue it goes back as if it had not been begun.
        await job.moveToDelayed(Date.now(), token);
        throw new DelayedError();
      }
      this.#onTask?.({ output, ...task, error: error as Error });
      const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      const isOwn = code !== "PREPARE_FOREIGN_OUTPUT" && code !== "PREPARE_NO_JOB";
      if ((FINAL.has(code) || isLast) && isOwn) await recordFailure(output, task, error);
      throw FINAL.has(code) ? new UnrecoverableError(message) : error;
    }
  }
}

/** Whether the folder still has the job that the task is of. */
async function checkJob(output: string, fingerprint: string): Promise<void> {
  const found = (await openJob(output)).fingerprint;
  if (found === fingerprint) return;
  throw new PrepareError(
    "PREPARE_FOREIGN_OUTPUT",
    `${output} has another job (${found.slice(0, 12)}) than the task of the queue (${fingerprint.slice(0, 12)}); enqueue that one into a folder of its own.`,
    { output },
  );
}
