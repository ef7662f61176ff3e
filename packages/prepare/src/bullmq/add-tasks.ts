/** Puts tasks on the queue. */
import type { JobsOptions, Queue } from "bullmq";
import type { Job } from "../job/open-job.ts";
import type { Stage } from "../job/tasks.ts";
import { advanceId, jobKey, type TaskData, taskId } from "./queue-options.ts";

/** One pipeline of commands each: more would only hold more memory at a time. */
const TASKS_PER_BATCH = 1000;
/** In flight at a time, so that Redis adds one while this process makes the next. */
const BATCHES_AT_A_TIME = 3;

/** 2, 4, 8, 16 seconds between: what passes (a full disk that is cleared, a mount that comes back) has half a minute. */
const RETRIED = { attempts: 5, backoff: { type: "exponential", delay: 2000 } } as const;
/** A job must not stop for a shared folder that is away for an hour. */
const ADVANCE_RETRIED = { attempts: 200, backoff: { type: "fixed", delay: 20_000 } } as const;

/** Redis forgets what is done, which its marker tells; what failed stays, with its reason in some lines. */
const KEPT: JobsOptions = { removeOnComplete: true, removeOnFail: false, stackTraceLimit: 1 };

/** One that is there already, in whatever state, is left as it is. */
export async function addTasks(queue: Queue, job: Job, stage: Stage, indices: readonly number[]): Promise<void> {
  const key = jobKey(job);
  let next = 0;
  const addBatches = async (): Promise<void> => {
    while (next < indices.length) {
      const batch = indices.slice(next, (next += TASKS_PER_BATCH)).map((index) => ({
        name: stage,
        data: { output: job.output, job: job.fingerprint, stage, index } satisfies TaskData,
        opts: { ...KEPT, ...RETRIED, jobId: taskId(key, { stage, index }) },
      }));
      await queue.addBulk(batch);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_A_TIME }, addBatches));
}

/** As `addTasks`, of the one that moves the job on. */
export async function addAdvance(queue: Queue, { output, fingerprint }: Job): Promise<void> {
  const data: TaskData = { output, job: fingerprint, stage: "advance", index: 0 };
  const jobId = advanceId(jobKey({ output, fingerprint }));
  await queue.add("advance", data, { ...KEPT, ...ADVANCE_RETRIED, jobId });
}
