/** Where a job stands, and the two steps between its stages, which anyone may take at any time. */
import { readAssemblyManifest, writeAssembly } from "../assemble/assembly.ts";
import { checkAssemblySize } from "../assemble/check-assembly-size.ts";
import { asPrepareError } from "../files/as-prepare-error.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { finishJob } from "../finish/finish-job.ts";
import { sweepDone } from "../finish/sweep-done.ts";
import { isFinished } from "../job/is-finished.ts";
import { ASSEMBLY_FILE, jobPath } from "../job/job-folder.ts";
import { pendingTasks } from "../job/markers.ts";
import { type Job, openJob } from "../job/open-job.ts";
import type { JobProgress } from "../job/tasks.ts";

/**
 * Says which tasks are left. Where a stage's last task is done it takes the step to the next one first:
 * with all units encoded it cuts the shards; with all shards assembled it writes the manifests and
 * removes what was only needed until then.
 * @param output the folder of a job
 */
export async function advance(output: string): Promise<JobProgress> {
  const job = await openJob(output);
  try {
    const progress = await step(job);
    if (progress !== undefined && !(await isFinished(output))) return progress;
  } catch (error) {
    // Whoever finishes the job sweeps away what was read here.
    if (!(await isFinished(output).catch(() => false))) throw asPrepareError(error, output);
  }
  await sweepDone(job);
  return { stage: "done", pending: [], total: 0 };
}

/** Undefined where the job is done. */
async function step(job: Job): Promise<JobProgress | undefined> {
  if (await isFinished(job.output)) return undefined;
  const total = job.manifest.units.count;
  // Also when the shards are cut: a part that was damaged is removed with its marker, and made again.
  const units = await pendingTasks(job.output, "encode", total);
  if (units.length > 0) return { stage: "encode", pending: units, total };
  let assembly = await readAssemblyManifest(job);
  if (assembly === undefined) {
    await writeAssembly(job);
    assembly = await readAssemblyManifest(job);
    // Swept away at once: the job is done, or its folder was removed, which the next look says.
    if (assembly === undefined) throw invalidJob(jobPath(job.output), `lost its ${ASSEMBLY_FILE}`);
  }
  const shards = assembly.sets.reduce((sum, one) => sum + one.shards, 0);
  await checkAssemblySize(job, assembly);
  const pending = await pendingTasks(job.output, "assemble", shards);
  if (pending.length > 0) return { stage: "assemble", pending, total: shards };
  await finishJob(job, assembly);
  return undefined;
}
