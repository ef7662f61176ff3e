/** The queue of @windrow/prepare/bullmq, loaded where it is asked for: it needs bullmq, which not everybody has. */
import type { PrepareJob } from "@windrow/prepare";
import { CliError } from "../cli-error.ts";

/** Workers of a queue, in this process. */
export interface QueueWorker {
  /** Gives up what runs, in good order. */
  close(): Promise<void>;
  /** Ends when the worker does; with its error, where it fails. */
  readonly done: Promise<unknown>;
}

interface Queue {
  enqueue(job: PrepareJob | string, connection: string): Promise<unknown>;
  startWorker(connection: string, options: { readonly threads?: number | undefined }): Promise<QueueWorker>;
}

/** A variable, so that nothing resolves it before. */
const QUEUE: string = "@windrow/prepare/bullmq";

async function loadQueue(): Promise<Queue> {
  try {
    return (await import(QUEUE)) as Queue;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    throw new CliError(
      `the installed @windrow/prepare has no queue (${QUEUE}). Install one that has, or spread the work by --rank and --world-size.`,
    );
  }
}

/** @param job a job, or the folder of one. @throws PrepareError PREPARE_NEEDS_BULLMQ, PREPARE_REDIS_UNREACHABLE and others */
export async function enqueue(job: PrepareJob | string, redis: string): Promise<void> {
  const queue = await loadQueue();
  await queue.enqueue(job, redis);
}

/** @throws PrepareError as `enqueue` */
export async function startQueueWorker(redis: string, threads: number | undefined): Promise<QueueWorker> {
  const queue = await loadQueue();
  return queue.startWorker(redis, { threads });
}
