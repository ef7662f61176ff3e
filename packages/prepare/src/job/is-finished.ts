/** Whether a job is done. */
import { isThere } from "../files/is-there.ts";
import { DONE_FILE, jobPath } from "./job-folder.ts";

/** Whether the shards have their manifest and everything else was swept away. */
export async function isFinished(output: string): Promise<boolean> {
  return isThere(jobPath(output, DONE_FILE));
}
