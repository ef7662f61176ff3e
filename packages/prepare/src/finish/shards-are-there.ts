/** Whether what a finished job has made is there still: looked at when it is asked for again. */
import { join } from "node:path";
import { checksumsInTurns, openTokenShards } from "@windrow/shards";
import { PrepareError } from "../errors.ts";
import { JOB_FILE } from "../job/job-folder.ts";
import { type Job, setFolder } from "../job/open-job.ts";
import { readDone } from "./done-job.ts";

/**
 * Opens the shards, which looks at their sizes and headers, and compares their manifests; their own bytes are compared by `verify`.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkShardsAreThere(job: Job): Promise<void> {
  const { job: made, sets, manifests } = await readDone(job);
  if (made !== job.fingerprint)
    throw new PrepareError(
      "PREPARE_FOREIGN_OUTPUT",
      `${job.output} has the shards of another job than the one in its ${JOB_FILE}; prepare into another folder.`,
      { output: job.output },
    );
  for (const [i, { set, shards }] of sets.entries()) {
    if (shards === 0) continue;
    try {
      const manifest = join(setFolder(job, set), "manifest.json");
      if ((await checksumsInTurns(manifest)).sha256 !== manifests[i])
        throw new Error(`${manifest} has changed since it was written.`);
      openTokenShards(setFolder(job, set), { verify: false }).close();
    } catch (error) {
      throw new PrepareError(
        "PREPARE_JOB_INVALID",
        `${job.output} has a job that is done, but its shards are missing or damaged: ${(error as Error).message} ` +
          "Remove the folder and prepare again, or restore them.",
        { output: job.output, cause: error },
      );
    }
  }
}
