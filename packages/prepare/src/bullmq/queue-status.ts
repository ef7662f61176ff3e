/** Where a job stands on its queue; `status` tells the rest, from its folder. */
import { checkOptions } from "@windrow/core";
import { resolve } from "node:path";
import type { Queue } from "bullmq";
import { fail } from "../errors.ts";
import { isFinished } from "../job/is-finished.ts";
import { type Job, openJob } from "../job/open-job.ts";
import { type DeadTask, deadTasks } from "./dead-tasks.ts";
import { advanceId, jobKey, type QueueOptions } from "./queue-options.ts";
import type { RedisSource } from "./redis-source.ts";
import { withQueue } from "./with-queue.ts";

export type { DeadTask };

/** What a queue knows of a job. */
export interface QueueStatus {
  /** "failed": what is left was given up; "absent": not on this queue, or lost by Redis: enqueue it. */
  readonly state: "queued" | "done" | "failed" | "absent";
  /** Tasks that were given up, also while others are still done. */
  readonly dead: readonly DeadTask[];
  /** Tasks of the whole queue, of all its jobs: not begun, being done, waiting for another attempt. */
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

/**
 * Asks a queue about the job of a folder.
 * @throws PrepareError PREPARE_NO_JOB, PREPARE_REDIS_UNREACHABLE and others
 */
export async function queueStatus(
  output: string,
  connection: RedisSource,
  options: QueueOptions = {},
): Promise<QueueStatus> {
  checkOptions(fail, options, ["queue"]);
  const job = await openJob(resolve(output));
  return withQueue(connection, options, (queue) => statusOf(queue, job));
}

export async function statusOf(queue: Queue, job: Job): Promise<QueueStatus> {
  const key = jobKey(job);
  const moving = await queue.getJobState(advanceId(key));
  const dead = await deadTasks(queue, key);
  const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts("waiting", "active", "delayed");
  const state = moving === "failed" ? "failed" : moving === "unknown" ? "absent" : "queued";
  // Asked last: a job that is done has left the queue.
  return { state: (await isFinished(job.output)) ? "done" : state, dead, waiting, active, delayed };
}
