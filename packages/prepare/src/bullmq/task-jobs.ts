/** Tasks as BullMQ's jobs: places and numbers, never text. */
import type { BulkJobOptions, Queue } from "bullmq";
import type { Stage, Task } from "../stages/tasks.ts";

export const DEFAULT_QUEUE = "windrow-prepare";

/** What a job of the queue carries. `advance` moves the whole job on when a stage is done. */
export interface TaskData {
  /** The output folder, which every worker sees under the same path. */
  readonly output: string;
  /** Fingerprint of the job that it has to have. */
  readonly job: string;
  readonly stage: Stage | "advance";
  readonly index: number;
}

export type TaskQueue = Queue<TaskData>;

/** In one call to Redis. */
const BATCH = 1000;
/** With back-off: a second, two, four, ... half a minute in all. */
const ATTEMPTS = 6;
const BACKOFF_MS = 1000;

/** Adds tasks that are not in the queue already: their ids are theirs alone. */
export async function addTasks(
  queue: TaskQueue,
  { output, fingerprint }: { readonly output: string; readonly fingerprint: string },
  stage: Stage,
  indices: readonly number[],
): Promise<void> {
  for (let start = 0; start < indices.length; start += BATCH) {
    const some = indices.slice(start, start + BATCH);
    await queue.addBulk(
      some.map((index) => {
        const data: TaskData = { output, job: fingerprint, stage, index };
        return { name: stage, data, opts: optionsOf(data) };
      }),
    );
  }
}

/** Adds the one that moves the job on. */
export async function addAdvance(
  queue: TaskQueue,
  { output, fingerprint }: { readonly output: string; readonly fingerprint: string },
): Promise<void> {
  const data: TaskData = { output, job: fingerprint, stage: "advance", index: 0 };
  await queue.add("advance", data, optionsOf(data));
}

/** Failed ones stay, to be listed; finished ones do not, so that Redis stays small. */
function optionsOf({ job, stage, index }: TaskData): BulkJobOptions {
  return {
    jobId: `${job.slice(0, 16)}-${stage}-${index}`,
    attempts: ATTEMPTS,
    backoff: { type: "exponential", delay: BACKOFF_MS },
    removeOnComplete: true,
    removeOnFail: false,
  };
}

/** A task that is dead: no attempt is left to it. */
export interface DeadTask extends Task {
  readonly output: string;
  readonly reason: string;
}

/** @param fingerprint only those of this job */
export async function deadTasks(queue: TaskQueue, fingerprint?: string): Promise<DeadTask[]> {
  const failed = await queue.getFailed();
  return failed.flatMap(({ data, failedReason }) =>
    data.stage === "advance" || (fingerprint !== undefined && data.job !== fingerprint)
      ? []
      : [{ output: data.output, stage: data.stage, index: data.index, reason: failedReason }],
  );
}

/** Removes the dead ones of a job, so that they can be added again. */
export async function removeDead(queue: TaskQueue, fingerprint: string): Promise<void> {
  for (const job of await queue.getFailed()) if (job.data.job === fingerprint) await job.remove();
}
