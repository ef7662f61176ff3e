/** Tasks that the queue has given up: no attempt is left, or none could help. */
import type { Job as QueuedJob, Queue } from "bullmq";
import type { Task } from "../stages/tasks.ts";
import type { TaskData } from "./queue-options.ts";

/** A task that nobody will try again until the job is enqueued anew. */
export interface DeadTask extends Task {
  readonly reason: string;
  /** How often it was tried. */
  readonly attempts: number;
}

const JOBS_PER_PAGE = 1000;

/** Those of one job that are in the failed set, the one that moves it on included. */
export async function failedJobs(queue: Queue, key: string): Promise<QueuedJob<TaskData>[]> {
  const found: QueuedJob<TaskData>[] = [];
  for (let start = 0; ; start += JOBS_PER_PAGE) {
    const page = (await queue.getFailed(start, start + JOBS_PER_PAGE - 1)) as QueuedJob<TaskData>[];
    found.push(...page.filter((one) => one?.id?.startsWith(`${key}-`)));
    if (page.length < JOBS_PER_PAGE) return found;
  }
}

/** In the order of the stages and their indices. */
export async function deadTasks(queue: Queue, key: string): Promise<DeadTask[]> {
  const dead: DeadTask[] = [];
  for (const { data, failedReason, attemptsMade } of await failedJobs(queue, key)) {
    const { stage, index } = data;
    if (stage !== "advance") dead.push({ stage, index, reason: failedReason, attempts: attemptsMade });
  }
  const order = (one: DeadTask): number => (one.stage === "encode" ? 0 : 1);
  return dead.toSorted((a, b) => order(a) - order(b) || a.index - b.index);
}
