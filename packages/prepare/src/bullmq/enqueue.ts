/** Puts the tasks of a job into a queue, for workers on any machines that see its folder. */
import { resolve } from "node:path";
import { openJob } from "../job/open-job.ts";
import type { PrepareJob } from "../job/prepare-job.ts";
import { planJob, type PlanOptions } from "../prepare.ts";
import { advance } from "../stages/advance.ts";
import type { Standing } from "../stages/tasks.ts";
import { checkRedis, connect, type RedisConnection } from "./connection.ts";
import { loadPeers } from "./load-peers.ts";
import { addAdvance, addTasks, DEFAULT_QUEUE, removeDead, type TaskQueue } from "./task-jobs.ts";

export interface QueueOptions {
  /** Name of the queue; default "windrow-prepare". */
  readonly queue?: string | undefined;
}

/** What was put into the queue. */
export interface Enqueued {
  /** Where the job stands; "done" where there was nothing left to do. */
  readonly stage: Standing["stage"];
  /** Tasks of the stage that are not done. Those that were in the queue already are there once. */
  readonly tasks: number;
}

/**
 * Plans a job where that is not done, and puts the tasks that are left into the queue. Twice does no harm;
 * tasks that were dead are tried again.
 * @param job what is to be prepared, or the folder of a job that was planned
 * @param connection Redis or Valkey, with AOF on
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE, PREPARE_REDIS_EVICTS, PREPARE_NEEDS_BULLMQ, and those of `planJob`
 * @example
 * await enqueue({ inputs: ["texts"], output: "/shared/shards", tokenizer: { encoding: "gpt2" } }, "redis://queue:6379");
 */
export async function enqueue(
  job: PrepareJob | string,
  connection: RedisConnection,
  { queue: name = DEFAULT_QUEUE, ...planOptions }: QueueOptions & PlanOptions = {},
): Promise<Enqueued> {
  await checkRedis(connection);
  if (typeof job !== "string") await planJob(job, planOptions);
  const opened = await openJob(resolve(typeof job === "string" ? job : job.output));
  const { stage, pending } = await advance(opened.output);
  if (stage === "done") return { stage, tasks: 0 };
  await withQueue(connection, name, async (queue) => {
    await removeDead(queue, opened.fingerprint);
    await addTasks(queue, opened, stage, pending);
    await addAdvance(queue, opened);
  });
  return { stage, tasks: pending.length };
}

/** A queue for as long as something is asked of it. */
export async function withQueue<T>(
  connection: RedisConnection,
  name: string,
  work: (queue: TaskQueue) => Promise<T>,
): Promise<T> {
  const { bullmq } = await loadPeers();
  const redis = await connect(connection);
  // Redis that goes away in the middle is waited for.
  redis.on("error", () => {});
  const queue: TaskQueue = new bullmq.Queue(name, { connection: redis });
  queue.on("error", () => {});
  try {
    return await work(queue);
  } finally {
    await queue.close();
    redis.disconnect();
  }
}
