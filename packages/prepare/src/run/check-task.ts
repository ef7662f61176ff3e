/**
 * A task as it comes from a queue, or through a thread's messages: a stage, and an index that becomes part of
 * paths. Whoever may write to a queue may write anything, so nothing is made of a task before it is checked here.
 */
import { describe } from "@windrow/core";
import { readAssemblyManifest } from "../assemble/assembly.ts";
import { PrepareError } from "../errors.ts";
import { isCount } from "../files/saved-json.ts";
import { isFinished } from "../job/is-finished.ts";
import { ASSEMBLY_FILE, jobPath } from "../job/job-folder.ts";
import type { Job } from "../job/open-job.ts";
import type { Stage, Task } from "../job/tasks.ts";

const STAGES: readonly Stage[] = ["encode", "assemble"];

export function isStage(value: unknown): value is Stage {
  return STAGES.some((stage) => stage === value);
}

/**
 * The task that is meant, where the job has it.
 * @throws PrepareError PREPARE_TASK_INVALID; PREPARE_JOB_INVALID where shards are asked for before all units are
 *   encoded, which decides how many there are
 */
export async function checkTask(
  job: Job,
  { stage, index }: { readonly stage: unknown; readonly index: unknown },
): Promise<Task> {
  if (!isStage(stage)) throw invalidTask(`its stage is ${describe(stage)}, not encode or assemble`);
  if (!isCount(index)) throw invalidTask(`its index is ${describe(index)}, not the number of a task`);
  const total = await taskCount(job, stage);
  if (total !== undefined && index >= total)
    throw invalidTask(`its index is ${index}, but the job has ${total} tasks in the stage ${stage}`);
  return { stage, index };
}

/** Unknown for a job that is done: nothing is left to do in it. */
async function taskCount(job: Job, stage: Stage): Promise<number | undefined> {
  if (stage === "encode") return job.manifest.units.count;
  const assembly = await readAssemblyManifest(job);
  if (assembly !== undefined) return assembly.sets.reduce((sum, { shards }) => sum + shards, 0);
  if (await isFinished(job.output)) return undefined;
  // A file that another machine has just written may be seen here a little later.
  const path = jobPath(job.output, ASSEMBLY_FILE);
  throw new PrepareError(
    "PREPARE_JOB_INVALID",
    `${path} is missing: shards are assembled once all units are encoded.`,
    { path },
  );
}

export function invalidTask(what: string): PrepareError {
  return new PrepareError(
    "PREPARE_TASK_INVALID",
    `This is not a task that windrow makes: ${what}. Remove it from the queue, and check who can write to the queue.`,
  );
}
