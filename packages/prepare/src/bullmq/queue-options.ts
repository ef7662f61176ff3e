/** What all of a queue's users have to agree on. */
import { invalidOption } from "@windrow/core";
import { createHash } from "node:crypto";
import { fail } from "../errors.ts";
import type { Job } from "../job/open-job.ts";
import type { Stage, Task } from "../job/tasks.ts";

/** Which queue of a Redis. */
export interface QueueOptions {
  /** Its name: workers do the jobs of one queue; default "windrow". It has no colon. */
  readonly queue?: string | undefined;
}

/** @throws PrepareError PREPARE_INVALID_OPTION */
export function queueName({ queue = "windrow" }: QueueOptions): string {
  if (typeof queue !== "string" || !/^[^:]+$/.test(queue))
    throw invalidOption(fail, "queue", queue, "a name without a colon");
  return queue;
}

/** What Redis keeps of a task: where the manifest lies and which it is, never text. */
export interface TaskData {
  readonly output: string;
  /** Fingerprint of the job. */
  readonly job: string;
  readonly stage: Stage | "advance";
  /** 0 for "advance". */
  readonly index: number;
}

/** What the ids of a job's tasks begin with: its fingerprint and its folder, for the same job may be done in two. */
export function jobKey({ fingerprint, output }: Pick<Job, "fingerprint" | "output">): string {
  return createHash("sha256").update(`${fingerprint} ${output}`).digest("hex").slice(0, 24);
}

/** The same for the same task, so that adding it twice is adding it once. */
export function taskId(key: string, { stage, index }: Task): string {
  return `${key}-${stage}-${index}`;
}

/** The one that moves a job from stage to stage. */
export function advanceId(key: string): string {
  return `${key}-advance`;
}
