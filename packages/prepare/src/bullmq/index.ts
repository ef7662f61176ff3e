export { enqueue } from "./enqueue.ts";
export type { Enqueued, QueueOptions } from "./enqueue.ts";
export { startWorker } from "./start-worker.ts";
export type { PrepareWorker, WorkerEvent, WorkerOptions } from "./start-worker.ts";
export { queueStatus } from "./queue-status.ts";
export type { QueueStatus } from "./queue-status.ts";
export type { RedisConnection } from "./connection.ts";
