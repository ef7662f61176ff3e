/** Whether a job is done. */
import { access } from "node:fs/promises";
import { DONE_FILE, jobPath } from "../job/job-folder.ts";

/** Whether the shards have their manifest and everything else was swept away. */
export async function isFinished(output: string): Promise<boolean> {
  return access(jobPath(output, DONE_FILE)).then(
    () => true,
    () => false,
  );
}
