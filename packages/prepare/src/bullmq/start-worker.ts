/** A worker: takes tasks from a queue for as long as it runs, and does them in threads. */
import { checkOptions, invalidOption } from "@windrow/core";
import { stat } from "node:fs/promises";
import { resolve as resolvePath } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "../errors.ts";
import { closeOnFailure } from "../files/close-on-failure.ts";
import { TaskPool } from "../run/task-pool.ts";
import { connectRedis } from "./connect-redis.ts";
import { loadBullmq } from "./load-bullmq.ts";
import { makeProcess } from "./process-job.ts";
import { queueName, type QueueOptions } from "./queue-options.ts";
import type { RedisSource } from "./redis-source.ts";

export interface WorkerOptions extends QueueOptions {
  /** Tasks at a time, each in a thread of its own; default: one for each core. */
  readonly threads?: number | undefined;
  /**
   * Milliseconds after which a task of a worker that is silent is another's; default 30,000. Tasks run in
   * threads, so that this process always has time to say that it lives: longer than it may be suspended.
   */
  readonly lockMs?: number | undefined;
  /**
   * Folders that are there, which jobs may write to, with all links followed; tasks of other folders are refused. Default: any folder
   * that this process may write to, so name them where others than you may write to the queue. What a job reads,
   * its inputs and its tokenizer's file, is not kept to them.
   */
  readonly folders?: readonly string[] | undefined;
  /** Called with what does not end the worker: Redis away, a lock that was lost. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** A worker of this process that takes tasks from a queue. */
export interface QueueWorker {
  /** Takes nothing more, and hands what runs back to the queue, for others to do at once. */
  close(): Promise<void>;
  /** Fulfilled once it is closed. */
  readonly done: Promise<void>;
}

/**
 * How often a worker may die on a task, or lose it, before it is given up. BullMQ's 1 is for tasks that
 * block their own locks; here only a process that ends does, and machines on loan end often. A task
 * that takes its worker down each time is given up in the end.
 */
const MAX_DEATHS = 20;

/** Handing back needs Redis: where it stays away, the locks run out by themselves. */
const CLOSE_MS = 10_000;

/**
 * Starts a worker on a queue's tasks, of all its jobs.
 * @param connection a URL, or options of ioredis
 * @throws PrepareError PREPARE_NEEDS_BULLMQ, PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS, PREPARE_INVALID_OPTION
 * @example
 * const worker = await startWorker("redis://localhost:6379");
 * process.once("SIGTERM", () => worker.close());
 * await worker.done;
 */
export async function startWorker(connection: RedisSource, options: WorkerOptions = {}): Promise<QueueWorker> {
  checkOptions(fail, options, ["queue", "threads", "lockMs", "folders", "onError"]);
  const { threads, lockMs = 30_000, onError = () => undefined } = options;
  const name = queueName(options);
  if (!(Number.isSafeInteger(lockMs) && lockMs >= 1000 && lockMs < 2 ** 31))
    throw invalidOption(fail, "lockMs", lockMs, "an integer from 1000 to 2147483647");
  const folders = await checkFolderList(options.folders);
  const pool = new TaskPool({ threads });
  const libraries = await loadBullmq();
  const client = await connectRedis(libraries, connection);
  const { queue, worker } = await closeOnFailure(async (opened) => {
    opened(async () => client.disconnect());
    const { Queue, Worker } = libraries.bullmq;
    const ownQueue = new Queue(name, { connection: client });
    const ownWorker = new Worker<unknown>(name, makeProcess(libraries, ownQueue, pool, folders), {
      connection: client,
      concurrency: pool.threads,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MAX_DEATHS,
    });
    return { queue: ownQueue, worker: ownWorker };
  });
  queue.on("error", onError);
  worker.on("error", onError);
  const { promise: done, resolve } = deferred();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    pool.stop();
    const late = new AbortController();
    const closed = worker.close().then(() => queue.close());
    await Promise.race([closed, sleep(CLOSE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    closed.catch(onError);
    await pool.close();
    client.disconnect();
    void worker.disconnect().catch(onError);
    resolve();
  };
  return { close: () => (closing ??= close()), done };
}

async function checkFolderList(folders: readonly string[] | undefined): Promise<readonly string[] | undefined> {
  if (folders === undefined) return undefined;
  const isPath = (one: unknown): boolean => typeof one === "string" && one !== "" && !one.includes("\0");
  if (!(Array.isArray(folders) && folders.length > 0 && folders.every(isPath)))
    throw invalidOption(fail, "folders", folders, "an array of at least one path");
  for (const folder of folders) {
    const found = await stat(folder).catch(() => undefined);
    // A mistyped one would have every task refused.
    if (!found?.isDirectory()) throw invalidOption(fail, "folders", folder, "folders that exist");
  }
  return folders.map((folder) => resolvePath(folder));
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
