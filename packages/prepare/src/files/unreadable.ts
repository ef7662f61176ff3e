/** Files of a job that the system does not give. */
import { PrepareError } from "../errors.ts";
import { invalidJob } from "./invalid-job.ts";

/**
 * What a file of the job could not be read for. One that is missing is lost; what else a system says may pass,
 * and says nothing against the file.
 */
export function unreadable(path: string, error: unknown): PrepareError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return invalidJob(path, `could not be read (${message})`, error);
  return new PrepareError(
    "PREPARE_OUTPUT_UNREADABLE",
    `${path} could not be read (${message}); check the disk, then resume the job.`,
    { path, reason: code, cause: error },
  );
}
