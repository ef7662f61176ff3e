/** Whether what a finished job has made is there still: looked at when it is asked for again. */
import { openTokenShards } from "@windrow/dataset/shards";
import { readDone } from "./assemble/finish-job.ts";
import { PrepareError } from "./errors.ts";
import { type Job, setFolder } from "./job/open-job.ts";

/**
 * Opens the shards, which looks at their sizes and headers; their bytes are compared by `verify`.
 * @throws PrepareError PREPARE_JOB_INVALID
 */
export async function checkShardsAreThere(job: Job): Promise<void> {
  for (const { set, shards } of (await readDone(job)).sets) {
    if (shards === 0) continue;
    try {
      openTokenShards(setFolder(job, set), { verify: false }).close();
    } catch (error) {
      throw new PrepareError(
        "PREPARE_JOB_INVALID",
        `${job.output} has a job that is done, but not its shards any more: ${(error as Error).message} ` +
          "Remove the folder and prepare anew, or bring them back.",
        { output: job.output, cause: error },
      );
    }
  }
}
