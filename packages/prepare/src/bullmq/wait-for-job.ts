/** Waits until the workers of a queue have done a job. */
import { checkOptions } from "@windrow/core";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PrepareError, fail } from "../errors.ts";
import { sweepDone } from "../finish/sweep-done.ts";
import { interrupted } from "../job/interrupted.ts";
import { openJob } from "../job/open-job.ts";
import type { QueueOptions } from "./queue-options.ts";
import { statusOf } from "./queue-status.ts";
import type { RedisSource } from "./redis-source.ts";
import { withQueue } from "./with-queue.ts";

const WAIT_MS = 500;

/**
 * Fulfilled when the job of a folder is done: its manifests are written, and what only unfinished jobs need is removed.
 * @throws PrepareError PREPARE_UNITS_FAILED with the dead tasks as `fields.failures`; PREPARE_NO_JOB where the
 * queue does not have it; PREPARE_INTERRUPTED
 */
export async function waitForJob(
  output: string,
  connection: RedisSource,
  options: QueueOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { signal } = checkOptions(fail, options, ["queue", "signal"]);
  const job = await openJob(resolve(output));
  await withQueue(connection, options, async (queue) => {
    for (;;) {
      if (signal?.aborted) throw interrupted();
      const { state, dead } = await statusOf(queue, job);
      if (state === "done") {
        // The worker that finished it may still be sweeping. Without permission to help, leave it to that worker.
        await sweepDone(job).catch(() => undefined);
        return;
      }
      if (state === "absent")
        throw new PrepareError("PREPARE_NO_JOB", `the job of ${job.output} is not in this queue; enqueue it first.`, {
          output: job.output,
        });
      if (state === "failed") {
        const first = dead[0]?.reason ?? "it could not be moved to its next stage.";
        throw new PrepareError(
          "PREPARE_UNITS_FAILED",
          `${dead.length} tasks were given up; the first: ${first} Fix the cause, then enqueue ${job.output} again.`,
          { output: job.output, failures: dead },
        );
      }
      await sleep(WAIT_MS, undefined, { signal }).catch(() => undefined);
    }
  });
}
