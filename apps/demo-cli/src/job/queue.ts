/** The queue of @windrow/prepare/bullmq, loaded where it is asked for: it needs bullmq, which not everybody has. */
import type { PrepareJob } from "@windrow/prepare";
import type { QueueWorker } from "@windrow/prepare/bullmq";

/** @param job a job, or the folder of one. @throws PrepareError PREPARE_NEEDS_BULLMQ, PREPARE_REDIS_UNREACHABLE and others */
export async function enqueue(job: PrepareJob | string, redis: string): Promise<void> {
  const queue = await import("@windrow/prepare/bullmq");
  await queue.enqueue(job, redis);
}

/** What a worker does. */
export interface QueueWorkerOptions {
  readonly threads: number | undefined;
  /** Where jobs may write; undefined for anywhere. */
  readonly folders: readonly string[] | undefined;
}

/** @throws PrepareError as `enqueue` */
export async function startQueueWorker(redis: string, options: QueueWorkerOptions): Promise<QueueWorker> {
  const queue = await import("@windrow/prepare/bullmq");
  return queue.startWorker(redis, options);
}
