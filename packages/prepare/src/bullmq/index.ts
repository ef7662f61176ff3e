export { enqueue } from "./enqueue.ts";
export type { EnqueueOptions, Enqueued } from "./enqueue.ts";
export { startWorker } from "./start-worker.ts";
export type { QueueWorker, WorkerOptions } from "./start-worker.ts";
export { queueStatus } from "./queue-status.ts";
export type { DeadTask, QueueStatus } from "./queue-status.ts";
export { waitForJob } from "./wait-for-job.ts";
export type { RedisSource } from "./redis-source.ts";
export type { QueueOptions } from "./queue-options.ts";
