/** What is left of the work on a job that is done, removed. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isPlanFolder, jobPath } from "../job/job-folder.ts";
import { type Job, setFolder, setNames } from "../job/open-job.ts";

/**
 * Removes what only unfinished jobs need: parts, temporary files of tasks that were killed, and the plans that others
 * made here at the same time, or were killed at. For everyone who finds a job done: whoever finished it may still be
 * sweeping, or may have been killed before, and a task that came too late leaves its files.
 */
export async function sweepDone(job: Job): Promise<void> {
  for (const set of setNames(job.manifest)) {
    // Whoever finishes it at the same time, and loses its manifest here, finds that it is done.
    await sweepFolder(setFolder(job, set), (name) => name.startsWith(`${set}_`) || name.startsWith("manifest.json."));
  }
  const isPart = (name: string): boolean => /^(encode|assemble|failed)$|^assembly\.|\.tmp$/.test(name);
  const parts = (await readdir(jobPath(job.output))).filter(isPart).map((name) => jobPath(job.output, name));
  const plans = (await readdir(job.output)).filter(isPlanFolder).map((name) => join(job.output, name));
  // Others may be writing into them, or removing them as well.
  for (const path of [...parts, ...plans]) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Removes temporary files of tasks that were killed. */
export async function sweepFolder(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Finished shards may have been moved elsewhere.
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const name of names) {
    if (name.endsWith(".tmp") && isOurs(name)) await rm(join(folder, name), { force: true });
  }
}
