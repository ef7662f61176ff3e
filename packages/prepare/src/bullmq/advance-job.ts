/** The task of the queue that moves a job from stage to stage, and looks after what it waits for. */
import type { Queue } from "bullmq";
import { PrepareError } from "../errors.ts";
import type { Job } from "../job/open-job.ts";
import { advance } from "../run/advance.ts";
import { addTasks } from "./add-tasks.ts";
import { deadTasks } from "./dead-tasks.ts";
import { jobKey, taskId } from "./queue-options.ts";

/** Between looks: a million tasks take some seconds to list. */
const MIN_WAIT_MS = 250;
const MAX_WAIT_MS = 15_000;
const WAIT_MS_PER_TASK = 0.1;

/**
 * Takes the step that is due, and adds the tasks of a new stage.
 * @returns milliseconds until it is worth another look; undefined when the job is done
 * @throws PrepareError PREPARE_UNITS_FAILED when all that is left was given up
 */
export async function advanceQueued(queue: Queue, job: Job): Promise<number | undefined> {
  const { stage, pending, total } = await advance(job.output);
  if (stage === "done") return undefined;
  const key = jobKey(job);
  const dead = (await deadTasks(queue, key)).filter((one) => one.stage === stage);
  const isDead = new Set(dead.map(({ index }) => index));
  const alive = pending.filter((index) => !isDead.has(index));
  if (alive.length === 0) {
    throw new PrepareError(
      "PREPARE_UNITS_FAILED",
      `${dead.length} of ${total} tasks failed; the first: ${dead[0]!.reason} What is done is kept: fix the cause, then enqueue ${job.output} again.`,
      { output: job.output, failures: dead },
    );
  }
  // A stage that has just begun has none yet; and Redis may have lost its last second. Whatever else
  // is queued gets done, so that a lost one is the first that is left in the end.
  const first = await queue.getJobState(taskId(key, { stage, index: alive[0]! }));
  if (first === "unknown") await addTasks(queue, job, stage, alive);
  return Math.min(Math.max(total * WAIT_MS_PER_TASK, MIN_WAIT_MS), MAX_WAIT_MS);
}
