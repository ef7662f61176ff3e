/** Puts a job on a queue, for workers on any machines that see its folders. */
import { checkOptions } from "@windrow/core";
import { resolve } from "node:path";
import { fail } from "../errors.ts";
import { openJob } from "../job/open-job.ts";
import type { PrepareJob } from "../job/prepare-job.ts";
import { planJob, type PrepareOptions } from "../prepare.ts";
import { advance } from "../run/advance.ts";
import { addAdvance, addTasks } from "./add-tasks.ts";
import { failedJobs } from "./dead-tasks.ts";
import { jobKey, type QueueOptions } from "./queue-options.ts";
import type { RedisSource } from "./redis-source.ts";
import { withQueue } from "./with-queue.ts";

export interface EnqueueOptions extends QueueOptions {
  /** Threads that read the inputs for the plan; default: one for each core. */
  readonly threads?: number | undefined;
  /** Told how the plan gets on. */
  readonly onProgress?: PrepareOptions["onProgress"];
  readonly signal?: AbortSignal | undefined;
}

/** What was put on the queue. */
export interface Enqueued {
  /** The folder, absolute, as workers get it. */
  readonly output: string;
  /** Tasks of the stage that the job is in, and those of them that were left to do. */
  readonly total: number;
  readonly pending: number;
}

/**
 * Plans a job where its folder has none, and adds every task without a completion marker to the queue.
 * Twice is harmless: what is queued stays as it is, what was given up is tried again.
 * @param job a job, or the folder of one that was planned
 * @param connection a URL, or options of ioredis
 * @throws PrepareError PREPARE_REDIS_UNREACHABLE and PREPARE_REDIS_EVICTS before anything is planned; as `planJob`
 * @example await enqueue({ inputs: ["/shared/texts"], output: "/shared/out", tokenizer: { encoding: "o200k_base" } }, "redis://localhost:6379");
 */
export async function enqueue(
  job: PrepareJob | string,
  connection: RedisSource,
  options: EnqueueOptions = {},
): Promise<Enqueued> {
  const { threads, onProgress, signal } = checkOptions(fail, options, ["queue", "threads", "onProgress", "signal"]);
  return withQueue(connection, options, async (queue) => {
    if (typeof job !== "string") await planJob(job, { threads, onProgress, signal });
    const planned = await openJob(resolve(typeof job === "string" ? job : job.output));
    for (const failed of await failedJobs(queue, jobKey(planned))) await failed.remove();
    const { stage, pending, total } = await advance(planned.output);
    if (stage !== "done") {
      await addTasks(queue, planned, stage, pending);
      await addAdvance(queue, planned);
    }
    return { output: planned.output, total, pending: pending.length };
  });
}
