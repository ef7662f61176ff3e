import { PrepareError } from "../errors.ts";

/** That the files of a plan are not what this package wrote. */
export function invalidJob(path: string, what: string, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_JOB_INVALID",
    `${path} ${what}: the job can't go on; remove the output folder and prepare again.`,
    { path, cause },
  );
}
