/** What a queue has, of all jobs in it. */
import { checkRedis, type RedisConnection } from "./connection.ts";
import { type QueueOptions, withQueue } from "./enqueue.ts";
import { DEFAULT_QUEUE, type DeadTask, deadTasks } from "./task-jobs.ts";

export interface QueueStatus {
  /** Tasks that no worker has begun, or that wait to be tried again. */
  readonly waiting: number;
  /** Tasks at work. */
  readonly active: number;
  /** Tasks that are tried no more, and why; `enqueue` tries them again. */
  readonly dead: readonly DeadTask[];
}

/** @throws PrepareError PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS, PREPARE_NEEDS_BULLMQ */
export async function queueStatus(
  connection: RedisConnection,
  { queue: name = DEFAULT_QUEUE }: QueueOptions = {},
): Promise<QueueStatus> {
  await checkRedis(connection);
  return withQueue(connection, name, async (queue) => {
    const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts("waiting", "active", "delayed");
    return { waiting: waiting + delayed, active, dead: await deadTasks(queue) };
  });
}
