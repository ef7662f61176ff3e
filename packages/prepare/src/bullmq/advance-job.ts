/** Moves a job of the queue from stage to stage, and finishes it: one task that comes again until then. */
import type { Job as QueueJob } from "bullmq";
import { PrepareError } from "../errors.ts";
import { openJob } from "../job/open-job.ts";
import { advance } from "../stages/advance.ts";
import { addTasks, deadTasks, type TaskData, type TaskQueue } from "./task-jobs.ts";

/** Until the next look: a second, or so long that looking takes a twentieth of the time. */
const LEAST_WAIT_MS = 1000;
const WAITS = 20;
/** The index of the task, once the shards were put into the queue. */
const SHARDS_ADDED = 1;

/**
 * @returns how many milliseconds to wait before the next look; undefined where the job is done
 * @throws PrepareError PREPARE_UNITS_FAILED where only dead tasks are left; PREPARE_FOREIGN_OUTPUT
 */
export async function advanceJob(queue: TaskQueue, queued: QueueJob<TaskData>): Promise<number | undefined> {
  const started = performance.now();
  const { output, job: fingerprint } = queued.data;
  const job = await openJob(output);
  if (job.fingerprint !== fingerprint)
    throw new PrepareError("PREPARE_FOREIGN_OUTPUT", `${output} has another job than the queue.`, { output });
  const { stage, pending } = await advance(output);
  if (stage === "done") return undefined;
  if (stage === "assemble" && queued.data.index < SHARDS_ADDED) {
    await addTasks(queue, job, stage, pending);
    await queued.updateData({ ...queued.data, index: SHARDS_ADDED });
    return LEAST_WAIT_MS;
  }
  const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts("waiting", "active", "delayed");
  // Itself is active. Where nothing else is, what is pending is dead, or Redis lost it.
  if (waiting + active + delayed <= 1) {
    const dead = new Set(
      (await deadTasks(queue, fingerprint)).flatMap((one) => (one.stage === stage ? [one.index] : [])),
    );
    const left = pending.filter((index) => !dead.has(index));
    if (left.length === 0) {
      throw new PrepareError(
        "PREPARE_UNITS_FAILED",
        `${dead.size} tasks of ${output} failed for good; mend the cause (status tells it), then enqueue the job again.`,
        { output },
      );
    }
    await addTasks(queue, job, stage, left);
  }
  return Math.max(LEAST_WAIT_MS, WAITS * (performance.now() - started));
}
