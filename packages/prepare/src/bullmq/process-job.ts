/** What a worker does with a job of the queue: hands it to a thread, and says what the outcome is to the queue. */
import type { Job as QueuedJob, Queue } from "bullmq";
import { visibleText } from "@windrow/core";
import { PrepareError, type PrepareErrorCode } from "../errors.ts";
import { type Job, openJob } from "../job/open-job.ts";
import type { Task } from "../job/tasks.ts";
import { checkTask } from "../run/check-task.ts";
import { clearFailure, recordFailure } from "../run/failures.ts";
import type { TaskPool } from "../run/task-pool.ts";
import { advanceQueued } from "./advance-job.ts";
import { checkFolders, checkPayload } from "./check-payload.ts";
import type { QueueLibraries } from "./load-bullmq.ts";
import type { TaskData } from "./queue-options.ts";

/** What another attempt, here or elsewhere, would only find again. */
const LASTING: ReadonlySet<PrepareErrorCode> = new Set<PrepareErrorCode>([
  "PREPARE_UNKNOWN_FORMAT",
  "PREPARE_INPUT_CORRUPT",
  "PREPARE_INPUT_CHANGED",
  "PREPARE_INVALID_DOCUMENT",
  "PREPARE_INVALID_TEXT",
  "PREPARE_TOO_LONG",
  "PREPARE_EXPANDS_TOO_MUCH",
  "PREPARE_FOREIGN_OUTPUT",
  "PREPARE_TOKENIZER_MISMATCH",
  "PREPARE_UNITS_FAILED",
  "PREPARE_TASK_INVALID",
]);

export type Process = (job: QueuedJob<unknown>, token: string | undefined) => Promise<void>;

/** @param folders where jobs may write; undefined for anywhere */
export function makeProcess(
  { bullmq }: QueueLibraries,
  queue: Queue,
  pool: TaskPool,
  folders: readonly string[] | undefined,
): Process {
  return async (queued, token) => {
    let place = "";
    try {
      const data = checkPayload(queued.data);
      const { output, stage, index } = data;
      place = ` (${output})`;
      if (folders !== undefined) await checkFolders(data, undefined, folders);
      const job = await openSameJob(data);
      if (folders !== undefined) await checkFolders(data, job, folders);
      if (stage !== "advance") return await doTask(pool, job, { stage, index });
      const wait = await advanceQueued(queue, job);
      if (wait === undefined) return;
      await queued.moveToDelayed(Date.now() + wait, token);
    } catch (error) {
      const { code, message } = error as PrepareError;
      if (code === "PREPARE_INTERRUPTED") {
        // This worker is closing: at once another's, and no attempt of it.
        await queued.moveToWait(token);
        throw new bullmq.WaitingError();
      }
      const reason = code === undefined ? message : `${code}: ${message}`;
      if (LASTING.has(code)) throw new bullmq.UnrecoverableError(reason);
      throw new Error(visibleText(`${reason}${place}`), { cause: error });
    }
    throw new bullmq.DelayedError();
  };
}

/** @throws PrepareError PREPARE_TASK_INVALID before anything is written, also why it failed */
async function doTask(pool: TaskPool, job: Job, given: Task): Promise<void> {
  const task = await checkTask(job, given);
  try {
    await pool.runTask(job.output, task);
  } catch (error) {
    if ((error as PrepareError).code !== "PREPARE_INTERRUPTED") await recordFailure(job.output, task, error);
    throw error;
  }
  await clearFailure(job.output, task);
}

/** Tasks of an old job must not work on a folder that was prepared again since. */
async function openSameJob({ output, job: fingerprint }: TaskData): Promise<Job> {
  const job = await openJob(output);
  if (job.fingerprint === fingerprint) return job;
  throw new PrepareError(
    "PREPARE_FOREIGN_OUTPUT",
    `${output} holds another job (${job.fingerprint.slice(0, 12)}) than the queue (${fingerprint.slice(0, 12)}); ` +
      "enqueue the job that you want with its own output folder.",
    { output, expected: fingerprint, got: job.fingerprint },
  );
}
