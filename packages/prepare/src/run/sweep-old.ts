/** Removes what processes that were killed left behind, while a job is not done yet. */
import { readdir, rm, stat } from "node:fs/promises";
import { jobPath } from "../job/job-folder.ts";
import { type Job, setFolder, setNames } from "../job/open-job.ts";

/** A file that is being written changes all the time: one that has not for so long is nobody's. */
const OLD_MS = 3_600_000;

/** Temporary files and plans of an hour ago. The others go when the job is done: they may be of a process that works. */
export async function sweepOld(job: Job): Promise<void> {
  const folders = [jobPath(job.output), ...setNames(job.manifest).map((set) => setFolder(job, set))];
  for (const name of await namesIn(jobPath(job.output, "encode"))) folders.push(jobPath(job.output, "encode", name));
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      if (!/\.[0-9a-f-]{36}\.tmp$/.test(name)) continue;
      const path = `${folder}/${name}`;
      const age = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > OLD_MS) await rm(path, { recursive: true, force: true });
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
