/** Where a job stands, and the two steps between its stages, which anyone may take at any time. */
import { type AssemblyManifest, readAssemblyManifest, writeAssembly } from "../assemble/assembly.ts";
import { finishJob, removeParts } from "../assemble/finish-job.ts";
import { type Job, openJob } from "../job/open-job.ts";
import { pendingTasks } from "./markers.ts";
import { isFinished } from "./is-finished.ts";
import type { Standing } from "./tasks.ts";

/**
 * Says which tasks are left. Where a stage's last task is done it takes the step to the next one first:
 * with all units encoded it cuts the shards; with all shards assembled it writes the manifests and
 * removes what was only needed until then.
 * @param output the folder of a job
 */
export async function advance(output: string): Promise<Standing> {
  const job = await openJob(output);
  if (await isFinished(output)) {
    // Whoever finished it may have been killed before it had swept.
    await removeParts(output);
    return { stage: "done", pending: [], total: 0 };
  }
  const assembly = await readAssemblyManifest(job);
  if (assembly !== undefined) return advanceAssembly(job, assembly);
  const total = job.manifest.units.count;
  const pending = await pendingTasks(output, "encode", total);
  // Asked again: whoever finishes the job sweeps away what was just looked for.
  if (await isFinished(output)) return { stage: "done", pending: [], total: 0 };
  if (pending.length > 0) return { stage: "encode", pending, total };
  await writeAssembly(job);
  return advanceAssembly(job, (await readAssemblyManifest(job))!);
}

async function advanceAssembly(job: Job, assembly: AssemblyManifest): Promise<Standing> {
  const total = assembly.sets.reduce((sum, { shards }) => sum + shards, 0);
  const pending = await pendingTasks(job.output, "assemble", total);
  if (await isFinished(job.output)) return { stage: "done", pending: [], total: 0 };
  if (pending.length > 0) return { stage: "assemble", pending, total };
  await finishJob(job, assembly);
  return { stage: "done", pending: [], total: 0 };
}
