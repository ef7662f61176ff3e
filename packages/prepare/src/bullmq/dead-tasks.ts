/** Tasks that the queue has given up: no attempt is left, or none could help. */
import { visibleText } from "@windrow/core";
import type { Job as QueuedJob, Queue } from "bullmq";
import type { Task } from "../job/tasks.ts";
import { checkPayload } from "./check-payload.ts";
import { taskId } from "./queue-options.ts";

/** A task that nobody will try again until the job is enqueued again. */
export interface DeadTask extends Task {
  readonly reason: string;
  /** How often it was tried. */
  readonly attempts: number;
}

const JOBS_PER_PAGE = 1000;

/** Those of one job that are in the failed set, the one that moves it on included. */
export async function failedJobs(queue: Queue, key: string): Promise<QueuedJob<unknown>[]> {
  const found: QueuedJob<unknown>[] = [];
  for (let start = 0; ; start += JOBS_PER_PAGE) {
    const page = (await queue.getFailed(start, start + JOBS_PER_PAGE - 1)) as QueuedJob<unknown>[];
    found.push(...page.filter((one) => one?.id?.startsWith(`${key}-`)));
    if (page.length < JOBS_PER_PAGE) return found;
  }
}

/** Undefined for the one that moves a job on, and for what is not a task. */
function taskOf(data: unknown): Task | undefined {
  try {
    const { stage, index } = checkPayload(data);
    return stage === "advance" ? undefined : { stage, index };
  } catch {
    return undefined;
  }
}

/** In the order of the stages and their indices. */
export async function deadTasks(queue: Queue, key: string): Promise<DeadTask[]> {
  const dead: DeadTask[] = [];
  for (const { id, data, failedReason, attemptsMade } of await failedJobs(queue, key)) {
    const task = taskOf(data);
    // What is under another id than the task's own was put there by somebody else.
    if (task === undefined || id !== taskId(key, task)) continue;
    dead.push({ ...task, reason: visibleText(failedReason ?? ""), attempts: attemptsMade });
  }
  const order = (one: DeadTask): number => (one.stage === "encode" ? 0 : 1);
  return dead.toSorted((a, b) => order(a) - order(b) || a.index - b.index);
}
